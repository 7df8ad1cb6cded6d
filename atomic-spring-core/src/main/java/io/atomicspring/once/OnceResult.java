package io.atomicspring.once;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of something that was done once: just now by this call, or before by another.
 *
 * @param ranNow whether this call ran the action
 * @param value what the action returned, now or then; null if it returned null, nothing, or was only marked as done
 * @param doneAt when it was done, by the store's clock
 * @param attempts how many claims it took: more than 1 means that an earlier run ended without a word, so parts of the action
 *     may have happened twice; 0 for what was only marked as done
 * @since 0.1
 */
public record OnceResult<T>(boolean ranNow, @Nullable T value, Instant doneAt, int attempts) {}
