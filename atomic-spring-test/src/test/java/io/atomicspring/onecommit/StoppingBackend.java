package io.atomicspring.onecommit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.test.ForwardingBackend;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Stops at a step: there are two for each write, one before it is sent and one after it took effect but before the caller
 * hears of it.
 */
final class StoppingBackend extends ForwardingBackend {

    private final AtomicInteger stepsLeft;
    private final Runnable stop;

    StoppingBackend(Backend target, int stopAt, Runnable stop) {
        super(target);
        this.stepsLeft = new AtomicInteger(stopAt);
        this.stop = stop;
    }

    @Override
    public Outcome apply(Write write) {
        return stepping(() -> super.apply(write));
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        return stepping(() -> super.applyAll(writes));
    }

    private <T> T stepping(Supplier<T> write) {
        step();
        T outcome = write.get();
        step();
        return outcome;
    }

    private void step() {
        if (stepsLeft.getAndDecrement() == 0) {
            stop.run();
        }
    }
}
