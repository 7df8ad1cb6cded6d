package io.atomicspring.once;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/**
 * The stored form of one key, read.
 *
 * @param token of the latest claim; null once it is done
 * @param result null while it runs, and where it could not be kept
 * @param problem why the result could not be kept
 */
record OnceEntry(
        String scope,
        String key,
        boolean done,
        Value.@Nullable Binary token,
        @Nullable Instant leaseUntil,
        int attempts,
        Instant startedAt,
        @Nullable Instant doneAt,
        @Nullable Value result,
        @Nullable String problem,
        @Nullable Instant expiresAt) {

    static final String STATE = "state";
    static final String TOKEN = "token";
    static final String LEASE_UNTIL = "leaseUntil";
    static final String ATTEMPTS = "attempts";
    static final String STARTED_AT = "startedAt";
    static final String DONE_AT = "doneAt";
    static final String RESULT = "result";
    static final String PROBLEM = "problem";

    static final Value RUNNING = Value.of("running");
    static final Value DONE = Value.of("done");

    static OnceEntry of(Entry entry) {
        Document stored = entry.document();
        Value state = stored.get(STATE);
        Instant startedAt = instant(stored, STARTED_AT);
        Instant doneAt = instant(stored, DONE_AT);
        boolean done = DONE.equals(state);
        if (startedAt == null || !(done ? doneAt != null : RUNNING.equals(state))) {
            throw new InvalidDataAccessResourceUsageException("The entry " + entry.key()
                    + " is no do-once mark that this version can read. Was it written by a newer version, or by hand?");
        }
        return new OnceEntry(
                entry.key().partition(),
                entry.key().sort(),
                done,
                stored.get(TOKEN) instanceof Value.Binary token ? token : null,
                instant(stored, LEASE_UNTIL),
                stored.get(ATTEMPTS) instanceof Value.Num attempts
                        ? attempts.value().intValue()
                        : 0,
                startedAt,
                doneAt,
                stored.get(RESULT),
                stored.get(PROBLEM) instanceof Value.Text problem ? problem.value() : null,
                entry.expiresAt());
    }

    boolean isClaimedBy(Value.Binary owner) {
        return !done && owner.equals(token);
    }

    /** When it was done; only of what is done. */
    Instant completedAt() {
        return Objects.requireNonNull(doneAt);
    }

    /** What is left of the claim's lease; without a lease a claim lasts until the entry is forgotten. */
    Duration remaining(Instant at) {
        Instant end = leaseUntil == null ? expiresAt : leaseUntil;
        return end == null || end.isBefore(at) ? Duration.ZERO : Duration.between(at, end);
    }

    OnceMark mark(Instant at) {
        boolean abandoned = leaseUntil != null && !at.isBefore(leaseUntil);
        OnceMark.State state =
                done ? OnceMark.State.DONE : abandoned ? OnceMark.State.ABANDONED : OnceMark.State.RUNNING;
        return new OnceMark(scope, key, state, attempts, startedAt, leaseUntil, doneAt, expiresAt);
    }

    private static @Nullable Instant instant(Document stored, String name) {
        return stored.get(name) instanceof Value.Num millis
                ? Instant.ofEpochMilli(millis.value().longValue())
                : null;
    }
}
