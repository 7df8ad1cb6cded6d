package io.atomicspring.backend;

/**
 * Which images of the entry an applied write brings back. A refusal always carries the entry that stood in the way.
 *
 * @since 0.1
 */
public enum Images {
    NONE,
    BEFORE,
    AFTER,
    BOTH;

    public boolean before() {
        return this == BEFORE || this == BOTH;
    }

    public boolean after() {
        return this == AFTER || this == BOTH;
    }
}
