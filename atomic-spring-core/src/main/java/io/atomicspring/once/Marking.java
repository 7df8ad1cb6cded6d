package io.atomicspring.once;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;

/** A commit's share that marks one key as done. */
final class Marking extends CommitPart {

    private final Backend backend;
    private final Write write;

    Marking(Backend backend, Write write) {
        this.backend = backend;
        this.write = write;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String description() {
        return "do-once mark "
                + OnceText.name(write.key().partition(), write.key().sort());
    }

    @Override
    public List<Write> writes() {
        return List.of(write);
    }

    @Override
    public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
        Entry entry = refused.entry();
        if (entry == null) {
            return new ConcurrencyFailureException("The " + description() + " was refused: " + refused.reason() + ".");
        }
        OnceEntry found = OnceEntry.of(entry);
        Instant doneAt = found.doneAt();
        return doneAt != null
                ? new AlreadyDoneException(found.scope(), found.key(), doneAt)
                : new DuplicateInFlightException(
                        found.scope(), found.key(), found.remaining(refused.at()), found.attempts());
    }
}
