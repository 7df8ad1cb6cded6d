package io.atomicspring.backend.redis;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.contract.BackendContract;
import io.atomicspring.test.contract.BackendFixture;
import java.time.Duration;

class RedisContractIT extends BackendContract {

    @Override
    protected BackendFixture fixture() {
        return new RedisFixture();
    }

    private static final class RedisFixture implements BackendFixture {

        private final RedisNodes nodes = RedisNodes.withRunningClock();

        @Override
        public Backend open() {
            return nodes.open();
        }

        @Override
        public Backend reopen() {
            return nodes.open();
        }

        @Override
        public void elapse(Duration duration) {
            nodes.elapse(duration);
        }

        @Override
        public void stepClockBack(Duration duration) {
            nodes.stepClockBack(duration);
        }

        @Override
        public void close() {
            nodes.close();
        }
    }
}
