/**
 * The {@link io.atomicspring.lock.LockManager} as a bean that gives its locks back when the application ends, and the advice of
 * {@code @WithLock}.
 */
@NullMarked
package io.atomicspring.boot.autoconfigure.lock;

import org.jspecify.annotations.NullMarked;
