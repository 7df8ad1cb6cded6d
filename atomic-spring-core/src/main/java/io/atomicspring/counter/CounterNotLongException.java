package io.atomicspring.counter;

import io.atomicspring.backend.Limits;
import java.math.BigDecimal;
import org.springframework.dao.TypeMismatchDataAccessException;

/**
 * A counter was asked for a long and holds a number that is none: it has decimals or is out of a long's range. The addition
 * itself took effect.
 *
 * @since 0.1
 */
public class CounterNotLongException extends TypeMismatchDataAccessException {

    private static final long serialVersionUID = 1L;

    private final BigDecimal number;

    CounterNotLongException(String key, BigDecimal number) {
        super("Counter " + Limits.quoted(key) + " is now " + number
                + ", which is no long; the addition took effect. Use add(key, BigDecimal) for this counter.");
        this.number = number;
    }

    /** What the counter holds after the addition. */
    public BigDecimal number() {
        return number;
    }
}
