package io.atomicspring.backend.group;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Stored;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store does for {@link GroupApply}: transactions that lock, read and write rows. It never judges a write.
 *
 * @since 0.1
 */
public interface GroupStore {

    /**
     * Opens a transaction. Called by one thread at a time; may wait as long as {@link Patience#taken()} allows, because
     * nobody's write has been taken yet. Whatever it throws, nothing was written.
     */
    Transaction begin(Patience patience);

    /** One transaction of one group. Used by one thread. */
    interface Transaction extends AutoCloseable {

        /** Locks keys against every other writer, then reads their rows and the store's clock. Called once. */
        Locked lock(Set<Key> keys);

        /**
         * Writes all changes and commits. Called at most once, after {@link #lock}.
         *
         * @throws io.atomicspring.backend.OutcomeUnknownException if the store may have committed; every other exception
         *     says that nothing was written
         */
        void commit(List<RowChange> changes);

        /** Ends the transaction and undoes what was not committed. Never throws. */
        @Override
        void close();
    }

    /**
     * What was found under the locks.
     *
     * @param rows by key; keys without a row are missing
     * @param nowMicros the store's time in microseconds, read after the locks were held
     * @param floor a version that a key without a row must exceed when it starts blank
     */
    record Locked(Map<Key, ? extends Row> rows, long nowMicros, long floor) {}

    /** A row as the store keeps it: an entry, live or expired, or the tombstone of a removed one. */
    interface Row {

        /** The highest version the key ever had. */
        long version();

        /**
         * The entry; null for a tombstone.
         *
         * @throws BackendSetupException if the row cannot be understood
         */
        @Nullable
        Stored stored();

        /** Whether the entry has expired, so that the row may be dropped. */
        boolean isExpiredAt(long nowMillis);

        /** Whether it is a tombstone that was kept long enough. */
        boolean isOldTombstoneAt(long nowMillis);
    }

    /**
     * What becomes of a row.
     *
     * @param stored the entry; null unless {@code kind} is {@link Kind#STORE}
     * @param version the highest version the key ever had
     * @param nowMicros the time of the change
     */
    record RowChange(Key key, Kind kind, @Nullable Stored stored, long version, long nowMicros) {

        /** The ways to change a row. */
        public enum Kind {
            /** The entry is stored. */
            STORE,
            /** The entry is removed; a tombstone keeps its version for a while. */
            BURY,
            /** The row is deleted, and the floor raised to its version in the same transaction. */
            DROP
        }
    }
}
