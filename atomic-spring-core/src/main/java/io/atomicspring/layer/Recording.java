package io.atomicspring.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;

/** A commit's share that records one event. */
record Recording(Backend backend, String description, Write write) implements CommitPart {

    @Override
    public List<Write> writes() {
        return List.of(write);
    }

    @Override
    public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
        return new ConcurrencyFailureException("The " + description + " was refused: " + refused.reason() + ".");
    }
}
