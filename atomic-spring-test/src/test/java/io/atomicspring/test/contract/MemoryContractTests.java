package io.atomicspring.test.contract;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.test.ManualTime;
import java.time.Duration;

class MemoryContractTests extends BackendContract {

    @Override
    protected BackendFixture fixture() {
        return new MemoryFixture();
    }

    private static final class MemoryFixture implements BackendFixture {

        private final ManualTime time = ManualTime.create();
        private final Backend backend = MemoryBackend.with(time);

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
}
