package io.atomicspring.backend;

/**
 * An entry as a store keeps it: with the log of its last writes.
 *
 * @since 0.1
 */
public record Stored(Entry entry, OperationLog operations) {}
