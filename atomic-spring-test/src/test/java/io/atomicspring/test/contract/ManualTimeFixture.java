package io.atomicspring.test.contract;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.ManualTime;
import java.time.Duration;
import java.util.function.Function;

/** One backend in this process, on time moved by hand; a second node is the same object. */
final class ManualTimeFixture implements BackendFixture {

    private final ManualTime time = ManualTime.create();
    private final Backend backend;

    ManualTimeFixture(Function<ManualTime, Backend> subject) {
        backend = subject.apply(time);
    }

    @Override
    public Backend open() {
        return backend;
    }

    @Override
    public Backend reopen() {
        return backend;
    }

    @Override
    public void elapse(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void stepClockBack(Duration duration) {
        time.stepWall(duration.negated());
    }

    @Override
    public void close() {
        backend.close();
    }
}
