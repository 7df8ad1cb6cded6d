package io.atomicspring.backend;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under a key.
 *
 * @param version rises with every change of the key, also across removal and expiry: ETag, ABA guard and fencing token at once
 * @param expiresAt by the store's clock, to the millisecond; null when the entry does not expire
 * @since 0.1
 */
public record Entry(
        Key key, Document document, long version, @Nullable Instant expiresAt) {

    /** Law 1: at its expiry an entry is absent, swept or not. */
    public boolean isLiveAt(Instant at) {
        return expiresAt == null || at.isBefore(expiresAt);
    }

    /** The size that {@link Limits#MAX_ENTRY_BYTES} bounds: the key, the document and the entry's own fields. */
    public static int sizeOf(Key key, Document document) {
        return key.size() + document.size() + Limits.OWN_FIELDS_BYTES;
    }
}
