package io.atomicspring.commit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * A service's share of a commit: some writes, and what their refusal means.
 *
 * <p>A part belongs to one commit. Its writes keep their operation ids, so a store that met one of them before takes the whole
 * commit for done; {@link Commits} therefore refuses a part that went through already, or that may have with other parts. After
 * an {@link io.atomicspring.backend.OutcomeUnknownException} the same parts may be sent again, in the same order, as the same
 * intent. After a refusal a part is free again.
 *
 * @since 0.1
 */
public abstract class CommitPart {

    /** The commit that this part was sent in, or null while it is free. */
    private final AtomicReference<@Nullable Sending> sending = new AtomicReference<>();

    /** Where the writes belong; all parts of a commit must name the same backend. */
    public abstract Backend backend();

    /** What this is, for people: "lease on lock 'invoice:42'". */
    public abstract String description();

    /** The same writes each time. */
    public abstract List<Write> writes();

    /** What the refusal of one of the writes means to the caller: a typed exception, made and not thrown. */
    public abstract ConcurrencyFailureException refusal(Write write, Outcome.Refused refused);

    final AtomicReference<@Nullable Sending> sending() {
        return sending;
    }
}
