/** The {@link io.atomicspring.store.AtomicStores} as a bean, and its default space as another. */
@NullMarked
package io.atomicspring.boot.autoconfigure.store;

import org.jspecify.annotations.NullMarked;
