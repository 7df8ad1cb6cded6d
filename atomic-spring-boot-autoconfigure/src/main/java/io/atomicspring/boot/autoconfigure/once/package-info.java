/** The {@link io.atomicspring.once.DoOnceManager} as a bean. */
@NullMarked
package io.atomicspring.boot.autoconfigure.once;

import org.jspecify.annotations.NullMarked;
