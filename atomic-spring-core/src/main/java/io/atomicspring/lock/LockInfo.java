package io.atomicspring.lock;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import java.time.Duration;
import java.time.Instant;

/**
 * Who holds a lock, as the store saw it at one moment.
 *
 * @param holder the label of the holder's {@link LockManager}
 * @param since when it was acquired, by the store's clock
 * @param remaining what was left of the lease
 * @param version the holder's fence, or a higher number once the lease was renewed; always below the fence of the next holder
 * @since 0.1
 */
public record LockInfo(String key, String holder, Instant since, Duration remaining, long version) {

    static LockInfo of(Entry entry, Instant at) {
        Instant end = entry.expiresAt();
        return new LockInfo(
                entry.key().partition(),
                entry.document().get(Shapes.HOLDER) instanceof Value.Text text ? text.value() : "unknown",
                entry.document().get(Shapes.SINCE) instanceof Value.Num millis
                        ? Instant.ofEpochMilli(millis.value().longValue())
                        : Instant.EPOCH,
                end == null ? Limits.MAX_DURATION : Duration.between(at, end),
                entry.version());
    }
}
