package io.atomicspring.commit;

/**
 * How a commit ended.
 *
 * @since 0.1
 */
public enum Settlement {
    /** It took effect, as a whole. */
    APPLIED,
    /** It did not take effect, for certain. */
    NOT_APPLIED,
    /** It was sent and no answer came: it may still take effect. */
    UNKNOWN
}
