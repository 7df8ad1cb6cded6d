package io.atomicspring.boot.autoconfigure.lock;

import io.atomicspring.lock.LockManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Gives the locks back when the application ends: after web requests, tasks and listeners have ended, and before the
 * connections to the store are closed.
 *
 * <p>The destruction of the bean alone would come too late, as a Redis connection factory stops with the lifecycle beans. A
 * context that is only stopped or paused, to be started again, keeps its locks.
 */
final class LockShutdown implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

    /** Higher phases stop first: servers, executors and listener containers are near the maximum, connection factories at 0. */
    static final int PHASE = 1024;

    private final ApplicationContext context;
    private final LockManager locks;
    private volatile boolean running;
    private volatile boolean closing;

    LockShutdown(ApplicationContext context, LockManager locks) {
        this.context = context;
        this.locks = locks;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // A child context, such as the one of a management server, tells its end to its parent too.
        if (event.getApplicationContext() == context) {
            closing = true;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (closing) {
            locks.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
