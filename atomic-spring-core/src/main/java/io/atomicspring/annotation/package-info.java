/**
 * Annotations for methods of Spring beans. They are types only; what they do is in {@code io.atomicspring.aop}. Read {@link
 * io.atomicspring.annotation.WithLock} first.
 */
@NullMarked
package io.atomicspring.annotation;

import org.jspecify.annotations.NullMarked;
