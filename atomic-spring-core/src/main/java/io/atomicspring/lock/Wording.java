package io.atomicspring.lock;

import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.time.Spans;
import java.util.List;
import java.util.stream.Collectors;

/** How messages name locks. Owner tokens never appear. */
final class Wording {

    private Wording() {}

    static String lock(Key key) {
        return "lock " + Limits.quoted(key.partition());
    }

    static String locks(List<Key> keys) {
        String names = keys.stream().map(key -> Limits.quoted(key.partition())).collect(Collectors.joining(", "));
        return (keys.size() == 1 ? "lock " : "locks ") + names;
    }

    static String held(LockInfo info) {
        return "Lock " + Limits.quoted(info.key()) + " is held by " + Limits.quoted(info.holder()) + " for another "
                + Spans.text(info.remaining());
    }
}
