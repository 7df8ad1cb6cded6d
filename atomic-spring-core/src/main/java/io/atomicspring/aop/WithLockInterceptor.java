package io.atomicspring.aop;

import io.atomicspring.lock.LockManager;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Runs a method under its lock. */
final class WithLockInterceptor implements MethodInterceptor {

    private final LockedMethods methods;
    private final Supplier<LockManager> manager;

    WithLockInterceptor(LockedMethods methods, Supplier<LockManager> manager) {
        this.methods = methods;
        this.manager = manager;
    }

    @Override
    @SuppressWarnings("NullAway") // the result may be null where T is nullable
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        LockedMethod locked = methods.find(invocation.getMethod(), type);
        if (locked == null) {
            return invocation.proceed();
        }
        String key = locked.keyFor(invocation.getArguments());
        LockManager locks = manager.get();
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionLocks.of(locks).hold(key, locked.options());
            return invocation.proceed();
        }
        return locks.<@Nullable Object, Throwable>withLock(key, locked.options(), lease -> invocation.proceed());
    }
}
