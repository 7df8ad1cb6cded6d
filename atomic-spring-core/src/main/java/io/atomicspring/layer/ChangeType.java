package io.atomicspring.layer;

/**
 * What happened to an item.
 *
 * @since 0.1
 */
public enum ChangeType {
    /** It is there now, with this content; it may have been there before. */
    PUT,
    /** It is gone. */
    DELETE
}
