package io.atomicspring.commit;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.RefusalReason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * One reason why a commit was refused.
 *
 * @param part what the part is, see {@link CommitPart#description()}
 * @param entry what stood in the way, or null when nothing is there
 * @param failure what the refusal means to the service that made the part
 * @since 0.1
 */
public record PartRefusal(
        String part,
        Key key,
        RefusalReason reason,
        @Nullable Entry entry,
        ConcurrencyFailureException failure) {}
