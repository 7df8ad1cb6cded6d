package io.atomicspring.aop;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.lock.LockManager;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.core.Ordered;
import org.springframework.util.StringValueResolver;

/**
 * Puts {@link WithLock} to work: declare it as a bean beside an auto-proxy creator, or add it to a {@code ProxyFactory}.
 *
 * <p>Annotations are checked when a bean of their class is created: a wrong expression, duration or kind of method is an {@link
 * io.atomicspring.backend.InvalidInputException} that names class, method and expression.
 *
 * @since 0.1
 */
public final class WithLockAdvisor implements PointcutAdvisor, Ordered, EmbeddedValueResolverAware {

    /**
     * Outside {@code @Transactional}, whose advice has the lowest precedence unless told otherwise, and inside {@code @Async}.
     * With a transaction that is outside all the same, the lock is released after its completion.
     */
    public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

    private final LockedMethods methods = new LockedMethods();
    private final Advice advice;

    private WithLockAdvisor(Supplier<LockManager> locks) {
        this.advice = new WithLockInterceptor(methods, locks);
    }

    public static WithLockAdvisor with(LockManager locks) {
        return new WithLockAdvisor(() -> locks);
    }

    /** With a lock manager that is asked for at each call, so that the advisor does not create it too early. */
    public static WithLockAdvisor with(Supplier<LockManager> locks) {
        return new WithLockAdvisor(locks);
    }

    /** How {@code ${...}} is resolved; called by the Spring container. */
    @Override
    public void setEmbeddedValueResolver(StringValueResolver resolver) {
        methods.resolvingWith(resolver);
    }

    @Override
    public Pointcut getPointcut() {
        return methods;
    }

    @Override
    public Advice getAdvice() {
        return advice;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }
}
