package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.OperationLog;
import io.atomicspring.backend.Stored;
import io.atomicspring.backend.ValueCodec;
import io.atomicspring.backend.group.GroupStore.Row;
import io.atomicspring.backend.group.GroupStore.RowChange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the entry table, in the bytes that the package page describes. Understood only when asked.
 *
 * @param expiresMs null for never; the moment until which a tombstone is kept
 * @param document null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EntryRow(
        Key key, long version, @Nullable Long expiresMs, byte @Nullable [] document, byte @Nullable [] operations)
        implements Row {

    static final Duration TOMBSTONE_KEPT = Duration.ofMinutes(10);

    private static final byte FORMAT = 1;
    private static final int EFFECT_BYTES = 25;

    /** The row that a change leaves; not for {@link RowChange.Kind#DROP}, which leaves none. */
    static EntryRow of(RowChange change) {
        Stored stored = change.stored();
        if (stored == null) {
            long removedMs = Math.floorDiv(change.nowMicros(), 1000L);
            return new EntryRow(change.key(), change.version(), removedMs + TOMBSTONE_KEPT.toMillis(), null, null);
        }
        Instant expiresAt = stored.entry().expiresAt();
        return new EntryRow(
                change.key(),
                change.version(),
                expiresAt == null ? null : expiresAt.toEpochMilli(),
                encode(stored.entry().document()),
                encode(stored.operations()));
    }

    @Override
    public @Nullable Stored stored() {
        return document == null ? null : new Stored(entry(document), decodeLog());
    }

    /** The entry of a row that is no tombstone. */
    Entry entry() {
        if (document == null) {
            throw new IllegalStateException("A tombstone has no entry");
        }
        return entry(document);
    }

    @Override
    public boolean isExpiredAt(long nowMillis) {
        return document != null && expiresMs != null && expiresMs <= nowMillis;
    }

    @Override
    public boolean isOldTombstoneAt(long nowMillis) {
        return document == null && expiresMs != null && expiresMs <= nowMillis;
    }

    private Entry entry(byte[] bytes) {
        Instant expiresAt = expiresMs == null ? null : Instant.ofEpochMilli(expiresMs);
        return new Entry(key, decode(bytes), version, expiresAt);
    }

    private static byte[] encode(Document document) {
        byte[] value = ValueCodec.encode(document);
        return ByteBuffer.allocate(value.length + 1).put(FORMAT).put(value).array();
    }

    private Document decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw damaged("its document is empty", null);
        }
        if (bytes[0] != FORMAT) {
            throw new BackendSetupException(
                    "Entry '" + key + "' was stored in format " + bytes[0]
                            + "; this version of Atomic Spring reads format " + FORMAT
                            + ". Use the version that wrote it, or a later one.",
                    null);
        }
        try {
            byte[] value = new byte[bytes.length - 1];
            System.arraycopy(bytes, 1, value, 0, value.length);
            if (ValueCodec.decode(value) instanceof Document document) {
                return document;
            }
        } catch (IllegalArgumentException e) {
            throw damaged("its " + bytes.length + " bytes are no document", e);
        }
        throw damaged("its " + bytes.length + " bytes are another value than a document", null);
    }

    private static byte[] encode(OperationLog log) {
        ByteBuffer out = ByteBuffer.allocate(log.effects().size() * EFFECT_BYTES);
        for (OperationLog.Effect applied : log.effects()) {
            out.put(applied.operation().toBytes()).put((byte) applied.branch()).putLong(applied.version());
        }
        return out.array();
    }

    private OperationLog decodeLog() {
        if (operations == null || operations.length % EFFECT_BYTES != 0) {
            throw damaged("its log of operations is incomplete", null);
        }
        ByteBuffer in = ByteBuffer.wrap(operations);
        List<OperationLog.Effect> effects = new ArrayList<>();
        while (in.hasRemaining()) {
            OperationId operation = new OperationId(in.getLong(), in.getLong());
            effects.add(new OperationLog.Effect(operation, in.get(), in.getLong()));
        }
        return new OperationLog(effects);
    }

    private BackendSetupException damaged(String why, @Nullable Throwable cause) {
        return new BackendSetupException(
                "Entry '" + key + "' cannot be read: " + why
                        + ". Other entries are not affected. Restore the database from a"
                        + " backup, or delete this row of the entry table.",
                cause);
    }
}
