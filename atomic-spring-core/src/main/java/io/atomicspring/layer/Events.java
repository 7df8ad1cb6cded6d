package io.atomicspring.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.List;

/** The pending events of one layer in the store. */
record Events(Backend backend, String layer) {

    /** Entries may be large, so a page is not. */
    private static final int PAGE = 100;

    /** The event takes the place of the item's earlier one, and never expires. */
    Write recording(Key key, Document event) {
        return Write.to(key)
                .when(Guard.always(), Change.put(event, Expiry.never()))
                .build();
    }

    Key key(String partition, String id) {
        return Key.of(
                LayerService.SPACES + layer,
                checkPartition(partition),
                Limits.checkName("id of an item in layer '" + layer + "'", id, Limits.MAX_SORT_BYTES));
    }

    String checkPartition(String partition) {
        return Limits.checkName("partition of layer '" + layer + "'", partition, Limits.MAX_PARTITION_BYTES);
    }

    /** Every event that was there before the call, or a newer one of its item. */
    List<Event> in(String partition) {
        List<Event> found = new ArrayList<>();
        Scan scan =
                new Scan(LayerService.SPACES + layer, partition, SortRange.all(), Scan.Direction.ASCENDING, PAGE, null);
        String cursor = null;
        do {
            Page page = backend.scan(scan.from(cursor));
            page.entries().forEach(entry -> found.add(Event.of(entry)));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    /** Removes the events that are still what was seen; tells how many that were. */
    int remove(String partition, List<Event> seen) {
        int removed = 0;
        for (int from = 0; from < seen.size(); from += Limits.MAX_COMMIT_WRITES) {
            int to = Math.min(from + Limits.MAX_COMMIT_WRITES, seen.size());
            removed += removeTogether(seen.subList(from, to).stream()
                    .map(event -> Write.to(key(partition, event.id()))
                            .when(Guard.versionIs(event.version()), Change.remove())
                            .build())
                    .toList());
        }
        return removed;
    }

    /** One trip, and one more whenever some of the events were replaced or removed by others in between. */
    private int removeTogether(List<Write> removals) {
        List<Write> left = removals;
        while (!left.isEmpty()) {
            if (!(backend.applyAll(left) instanceof CommitOutcome.Refused refused)) {
                return left.size();
            }
            List<Write> still = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (!refused.refusals().containsKey(i)) {
                    still.add(left.get(i));
                }
            }
            left = still;
        }
        return 0;
    }
}
