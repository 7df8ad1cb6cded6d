package io.atomicspring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a method of a Spring bean under a lock: {@code @WithLock(key = "#order.id", lease = "30s", waitFor = "2s")}.
 *
 * <p>The lease is renewed while the method runs. The lock is released after the method, or, if a transaction is active when
 * it is called, after that transaction has completed. The lock is outside a {@code @Transactional} of the same method: lock,
 * begin, commit, release. The method does not run when the lock stays busy; the caller gets a {@code
 * io.atomicspring.lock.LockNotAcquiredException}.
 *
 * <p>As with every Spring advice, only calls from outside the bean are seen. Methods that are private, static or final, and
 * methods that return a future, a publisher or a coroutine, are refused when the bean is created. Durations and key may contain
 * {@code ${...}} placeholders. The annotation can be used on other annotations.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WithLock {

    /**
     * The key of the lock, a SpEL expression over the parameters ({@code #name}, or {@code #p0} by position): {@code
     * "#order.id"}, {@code "'invoice:' + #number"}, {@code "'nightly-report'"}. Its result must be neither null nor blank.
     */
    String key();

    /** How long the lock is held without renewal, such as {@code 30s} or {@code PT30S}, with a unit; empty for the manager's default. */
    String lease() default "";

    /** How long to wait for the lock, such as {@code 2s}, with a unit; {@code 0s} asks once; empty for the manager's default. */
    String waitFor() default "";
}
