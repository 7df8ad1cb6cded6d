package io.atomicspring.once;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows about something that is to be done once.
 *
 * @param attempts how many claims there were since it was last free; 0 for what was only marked as done
 * @param startedAt when the latest claim began, or when it was marked
 * @param leaseUntil until when the latest claim keeps others out; null once it is done
 * @param doneAt null until it is done
 * @param expiresAt when this is forgotten, and the action may run again
 * @since 0.1
 */
public record OnceMark(
        String scope,
        String key,
        State state,
        int attempts,
        Instant startedAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant doneAt,
        @Nullable Instant expiresAt) {

    /** How far it has come. */
    public enum State {
        /** A claim keeps others out. */
        RUNNING,
        /** A claim was neither completed nor given back in time: the action may have happened, in part or as a whole. */
        ABANDONED,
        /** The action ran, or was marked as done. */
        DONE
    }

    public boolean isDone() {
        return state == State.DONE;
    }
}
