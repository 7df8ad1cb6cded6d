package io.atomicspring.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;

/** A commit's share that records one event. */
final class Recording extends CommitPart {

    private final Backend backend;
    private final String description;
    private final Write write;

    Recording(Backend backend, String description, Write write) {
        this.backend = backend;
        this.description = description;
        this.write = write;
    }

    Write write() {
        return write;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Write> writes() {
        return List.of(write);
    }

    @Override
    public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
        return new ConcurrencyFailureException("The " + description + " was refused: " + refused.reason() + ".");
    }
}
