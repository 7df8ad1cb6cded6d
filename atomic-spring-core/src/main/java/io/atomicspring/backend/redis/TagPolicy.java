package io.atomicspring.backend.redis;

/**
 * What decides the cluster slot of an entry. It is part of every key, so it cannot be changed for stored data.
 *
 * @since 0.1
 */
public enum TagPolicy {
    /** Its partition, in whatever space: entries of one partition can be committed together, and load spreads over the cluster. */
    PARTITION,
    /** The namespace: everything lies in one slot and can be committed together. */
    NAMESPACE
}
