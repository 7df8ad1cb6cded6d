package io.atomicspring.backend.memory;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Stored;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Keys in the order in which their entries expire. */
final class ExpiryQueue {

    private record Due(Instant at, Key key) {}

    private final ConcurrentSkipListSet<Due> queue =
            new ConcurrentSkipListSet<>(Comparator.comparing(Due::at).thenComparing(Due::key));

    /** The entry of a key was replaced. Only while the key is locked. */
    void move(Key key, @Nullable Stored previous, @Nullable Stored next) {
        Instant before = expiry(previous);
        Instant after = expiry(next);
        if (before != null && !before.equals(after)) {
            queue.remove(new Due(before, key));
        }
        if (after != null && !after.equals(before)) {
            queue.add(new Due(after, key));
        }
    }

    /** Takes the key that is due first, if one is; null otherwise. */
    @Nullable
    Key pollDue(Instant now) {
        Iterator<Due> head = queue.iterator();
        while (head.hasNext()) {
            Due due = head.next();
            if (due.at().isAfter(now)) {
                return null;
            }
            if (queue.remove(due)) {
                return due.key();
            }
        }
        return null;
    }

    private static @Nullable Instant expiry(@Nullable Stored stored) {
        return stored == null ? null : stored.entry().expiresAt();
    }
}
