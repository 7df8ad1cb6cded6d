package io.atomicspring.once;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * The action ran, but longer than its lease, and the claim went to another run meanwhile (or was cleared). Its result was not
 * written; {@link #now()} is what stands instead. The action may thus have happened twice.
 *
 * @since 0.1
 */
public class ClaimLostException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private final String scope;
    private final String key;

    @SuppressWarnings("serial") // a fact for the catcher in this JVM
    private final @Nullable OnceMark now;

    ClaimLostException(String scope, String key, @Nullable OnceMark now) {
        super("The action of " + OnceText.name(scope, key) + " ran, but its claim was lost before it ended: "
                + fate(now) + " Its result was not remembered. Give the manager a longer lease than the action needs.");
        this.scope = scope;
        this.key = key;
        this.now = now;
    }

    public String scope() {
        return scope;
    }

    public String key() {
        return key;
    }

    /** What stands in the store instead; empty when the key was cleared or forgotten. */
    public Optional<OnceMark> now() {
        return Optional.ofNullable(now);
    }

    private static String fate(@Nullable OnceMark now) {
        if (now == null) {
            return "the key was cleared or forgotten.";
        }
        return now.isDone()
                ? "another run completed it at " + now.doneAt() + "."
                : "attempt " + now.attempts() + " has taken over.";
    }
}
