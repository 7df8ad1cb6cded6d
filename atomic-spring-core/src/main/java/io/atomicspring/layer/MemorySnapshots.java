package io.atomicspring.layer;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots in this process, for tests; they are gone when it ends.
 *
 * @since 0.1
 */
public final class MemorySnapshots implements Snapshots {

    private final Map<SnapshotKey, StoredSnapshot> snapshots = new ConcurrentHashMap<>();

    @Override
    public Optional<StoredSnapshot> read(SnapshotKey key) {
        return Optional.ofNullable(snapshots.get(key));
    }

    @Override
    public boolean write(SnapshotKey key, byte[] content, @Nullable String expectedEtag) {
        boolean[] written = {false};
        snapshots.compute(key, (same, current) -> {
            String etag = current == null ? null : current.etag();
            written[0] = Objects.equals(etag, expectedEtag);
            return written[0] ? new StoredSnapshot(content, etag == null ? "1" : next(etag)) : current;
        });
        return written[0];
    }

    @Override
    public String locationOf(SnapshotKey key) {
        return "memory:" + key.layer() + "/" + key.partition();
    }

    private static String next(String etag) {
        return String.valueOf(Long.parseLong(etag) + 1);
    }
}
