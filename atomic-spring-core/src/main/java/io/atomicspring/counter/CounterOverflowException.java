package io.atomicspring.counter;

import io.atomicspring.backend.ExactDecimal;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.RefusalReason;
import java.math.BigDecimal;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * An addition was refused because the sum cannot be kept exactly. The counter is as it was.
 *
 * @since 0.1
 */
public class CounterOverflowException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    private CounterOverflowException(String message) {
        super(message);
    }

    static CounterOverflowException of(Key counter, BigDecimal delta, Outcome.Refused refused) {
        String name = Limits.quoted(counter.partition());
        if (refused.reason() != RefusalReason.NUMBER_OUT_OF_RANGE) {
            return new CounterOverflowException("Counter " + name + " cannot be added to (" + refused.reason()
                    + "): its entry was written by something else. Reset the counter.");
        }
        return new CounterOverflowException(
                "Counter " + name + " cannot take " + delta
                        + ": the sum would have more than " + ExactDecimal.MAX_DIGITS
                        + " digits or be too large or too small to be kept, and nothing is rounded. Count in a coarser unit or reset the counter.");
    }
}
