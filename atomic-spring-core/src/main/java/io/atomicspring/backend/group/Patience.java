package io.atomicspring.backend.group;

import io.atomicspring.time.Deadline;

/**
 * How long a caller waits.
 *
 * @param taken until when its write must be taken into a transaction; after that nothing is written
 * @param answered until when it must be answered, not before {@code taken}; after that the outcome is unknown
 * @param hint what to tell the caller, beside the fact, when its wait was in vain; empty for nothing
 * @since 0.1
 */
public record Patience(Deadline taken, Deadline answered, String hint) {

    /** One deadline for both. */
    public static Patience until(Deadline deadline) {
        return new Patience(deadline, deadline, "");
    }

    /** A message with the hint behind it. */
    public String explain(String fact) {
        return hint.isEmpty() ? fact : fact + " " + hint;
    }
}
