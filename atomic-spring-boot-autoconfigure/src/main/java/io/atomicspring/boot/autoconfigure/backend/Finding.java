package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import java.util.function.Supplier;

/** What a {@link BackendCandidate} found in the application. */
sealed interface Finding {

    /**
     * A store that can be used.
     *
     * @param source where it comes from, such as "RedisConnectionFactory 'redisConnectionFactory'"
     */
    record Usable(String source, Supplier<Backend> opener) implements Finding {}

    /** Nothing to use: a failure only if {@code atomic.backend} names this kind of store. */
    record Absent(SelectionProblem problem) implements Finding {}

    /** Not to be decided without a person. Taking any other store instead could split one application's data in two. */
    record Undecided(SelectionProblem problem) implements Finding {}
}
