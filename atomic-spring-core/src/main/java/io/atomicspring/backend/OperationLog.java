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
public record OperationLog(List<Effect> effects) {

    /** How many writes an entry remembers. */
    public static final int CAPACITY = 4;

    private static final OperationLog EMPTY = new OperationLog(List.of());

    public OperationLog {
        effects = List.copyOf(effects);
    }

    /** One write that took effect: the branch it took and the version it made. */
    public record Effect(OperationId operation, int branch, long version) {}

    public static OperationLog empty() {
        return EMPTY;
    }

    public Optional<Effect> find(OperationId operation) {
        return effects.stream()
                .filter(applied -> applied.operation().equals(operation))
                .findFirst();
    }

    public OperationLog plus(Effect newest) {
        List<Effect> longer = new ArrayList<>(CAPACITY);
        longer.add(newest);
        longer.addAll(effects.subList(0, Math.min(effects.size(), CAPACITY - 1)));
        return new OperationLog(longer);
    }
}
