package io.atomicspring.commit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * A service's share of a commit: some writes, and what their refusal means.
 *
 * <p>A part belongs to one commit; its writes keep their operation ids, so the same part sent again is the same intent.
 *
 * @since 0.1
 */
public interface CommitPart {

    /** Where the writes belong; all parts of a commit must name the same backend. */
    Backend backend();

    /** What this is, for people: "lease on lock 'invoice:42'". */
    String description();

    List<Write> writes();

    /** What the refusal of one of the writes means to the caller: a typed exception, made and not thrown. */
    ConcurrencyFailureException refusal(Write write, Outcome.Refused refused);

    /** The commit is about to be sent. Called once, before {@link #settled}. */
    default void sending() {}

    /** The commit is over. Called once if {@link #sending} was. */
    default void settled(Settlement settlement) {}
}
