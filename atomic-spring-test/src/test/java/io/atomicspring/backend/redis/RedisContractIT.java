package io.atomicspring.backend.redis;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.contract.BackendContract;
import io.atomicspring.test.contract.BackendFixture;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The contract on a real server: once as if the server had not yet reclaimed expired keys, once as if it had. */
class RedisContractIT {

    @Nested
    class WithExpiredKeysStillThere extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return new Fixture(false);
        }
    }

    @Nested
    class WithExpiredKeysReclaimed extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return new Fixture(true);
        }
    }

    private static final class Fixture implements BackendFixture {

        private final RedisNodes nodes = RedisNodes.withRunningClock();
        private final boolean reclaiming;

        Fixture(boolean reclaiming) {
            this.reclaiming = reclaiming;
        }

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
            if (reclaiming) {
                nodes.reclaim();
            }
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
