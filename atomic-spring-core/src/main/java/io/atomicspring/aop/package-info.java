/**
 * What the annotations do: Spring AOP advice, for use with or without Spring Boot. Read {@link
 * io.atomicspring.aop.WithLockAdvisor} first.
 */
@NullMarked
package io.atomicspring.aop;

import org.jspecify.annotations.NullMarked;
