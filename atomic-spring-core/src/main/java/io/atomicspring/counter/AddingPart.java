package io.atomicspring.counter;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitPart;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.dao.ConcurrencyFailureException;

/** The part of a commit that adds to a counter. */
final class AddingPart extends CommitPart {

    private final Backend backend;
    private final BigDecimal delta;
    private final Write addition;

    AddingPart(Backend backend, BigDecimal delta, Write addition) {
        this.backend = backend;
        this.delta = delta;
        this.addition = addition;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String description() {
        return "addition to counter " + Limits.quoted(addition.key().partition());
    }

    @Override
    public List<Write> writes() {
        return List.of(addition);
    }

    @Override
    public ConcurrencyFailureException refusal(Write write, Outcome.Refused refused) {
        return CounterOverflowException.of(write.key(), delta, refused);
    }
}
