package io.atomicspring.backend;

/**
 * Why a write was not applied. Every reason is an answer of a healthy store; nothing was written.
 *
 * @since 0.1
 */
public enum RefusalReason {
    /** No branch's guard held. */
    GUARD,
    /** An action met a value of another kind, such as adding to a string. */
    TYPE_MISMATCH,
    /** An operand of an action named an attribute that is not there. */
    MISSING_OPERAND,
    /** The parent of an action's path is missing or no container. */
    NO_SUCH_PATH,
    /** A result has more than 38 digits or a magnitude out of range; nothing is rounded. */
    NUMBER_OUT_OF_RANGE,
    /** The entry would exceed {@link Limits#MAX_ENTRY_BYTES}. */
    TOO_LARGE,
    /** The document would nest deeper than {@link Limits#MAX_DEPTH}. */
    TOO_DEEP
}
