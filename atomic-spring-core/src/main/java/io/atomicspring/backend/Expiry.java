package io.atomicspring.backend;

import java.time.Duration;

/**
 * What a change does to the entry's expiry. Durations count from the store's now, in whole milliseconds, rounded up.
 *
 * @since 0.1
 */
public sealed interface Expiry {

    static Expiry never() {
        return Never.INSTANCE;
    }

    /** The expiry stays as it is; on a blank start there is none. */
    static Expiry unchanged() {
        return Unchanged.INSTANCE;
    }

    static Expiry after(Duration duration) {
        return new After(duration);
    }

    enum Never implements Expiry {
        INSTANCE
    }

    enum Unchanged implements Expiry {
        INSTANCE
    }

    record After(Duration duration) implements Expiry {
        public After {
            Limits.checkDuration("time to live", duration);
        }

        public long millis() {
            return Limits.ceilMillis(duration);
        }
    }
}
