/** The {@link io.atomicspring.counter.CounterService} as a bean. */
@NullMarked
package io.atomicspring.boot.autoconfigure.counter;

import org.jspecify.annotations.NullMarked;
