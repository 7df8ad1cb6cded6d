package io.atomicspring.backend.redis;

import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.time.Duration;

/**
 * The time of a call that takes several commands.
 *
 * @param deadline bounds the whole call
 * @param further until when another command may begin: half the time, so that a slow server gives less instead of failing
 */
record Allowance(Deadline deadline, Deadline further) {

    static Allowance of(Duration timeout) {
        return new Allowance(
                Deadline.in(timeout, TimeSource.system()), Deadline.in(timeout.dividedBy(2), TimeSource.system()));
    }

    boolean allowsMore() {
        return !further.isOver();
    }
}
