package io.atomicspring.layer;

/**
 * Which snapshot: one for each partition of each layer.
 *
 * @param layer 1 to 187 characters out of {@code A-Za-z0-9_.-}
 * @param partition 1 to 1024 bytes in UTF-8, any characters
 * @since 0.1
 */
public record SnapshotKey(String layer, String partition) {}
