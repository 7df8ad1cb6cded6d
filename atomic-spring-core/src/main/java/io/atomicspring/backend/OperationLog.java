package io.atomicspring.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last writes that changed an entry, newest first: how a write that is sent again recognises that it took effect. It
 * lives and dies with its entry.
 *
 * @since 0.1
 */
public record OperationLog(List<Record> records) {

    /** How many writes an entry remembers. */
    public static final int CAPACITY = 4;

    private static final OperationLog EMPTY = new OperationLog(List.of());

    public OperationLog {
        records = List.copyOf(records);
    }

    /** One write that took effect: the branch it took and the version it made. */
    public record Record(OperationId operation, int branch, long version) {}

    public static OperationLog empty() {
        return EMPTY;
    }

    public Optional<Record> find(OperationId operation) {
        return records.stream()
                .filter(applied -> applied.operation().equals(operation))
                .findFirst();
    }

    public OperationLog plus(Record newest) {
        List<Record> longer = new ArrayList<>(CAPACITY);
        longer.add(newest);
        longer.addAll(records.subList(0, Math.min(records.size(), CAPACITY - 1)));
        return new OperationLog(longer);
    }
}
