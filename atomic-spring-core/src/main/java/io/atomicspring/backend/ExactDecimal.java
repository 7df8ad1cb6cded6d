package io.atomicspring.backend;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Exact decimals of up to 38 digits between 1E-130 and 9.99…E+125, as in law 8: compared by value, never rounded.
 *
 * <p>The range is DynamoDB's, the narrowest of the stores we support.
 *
 * @since 0.1
 */
public final class ExactDecimal {

    public static final int MAX_DIGITS = 38;
    public static final int MIN_EXPONENT = -130;
    public static final int MAX_EXPONENT = 125;

    private static final int PLAIN_INTEGER_DIGITS = 15;

    private ExactDecimal() {}

    /** The one form of a number's value, or an {@link InvalidInputException} if it does not fit. */
    public static BigDecimal checked(@Nullable BigDecimal number) {
        if (number == null) {
            throw new InvalidInputException("The number is null. Pass a decimal.");
        }
        return fit(number)
                .orElseThrow(() -> new InvalidInputException("The number " + shown(number) + " does not fit: at most "
                        + MAX_DIGITS + " significant digits and a magnitude of 1E" + MIN_EXPONENT + " to 9.99E+"
                        + MAX_EXPONENT + " are kept exactly, and nothing is rounded."));
    }

    /** The exact sum in its one form, or empty if it does not fit. */
    public static Optional<BigDecimal> add(BigDecimal left, BigDecimal right) {
        return fit(left.add(right));
    }

    /** The exact difference in its one form, or empty if it does not fit. */
    public static Optional<BigDecimal> subtract(BigDecimal left, BigDecimal right) {
        return fit(left.subtract(right));
    }

    /**
     * The number as stored: a plain integer of at most 15 digits, else {@code <digits>e<exponent>} without trailing zeros in
     * the digits. Equal numbers have equal texts.
     */
    public static String text(BigDecimal number) {
        if (number.scale() == 0 && number.precision() <= PLAIN_INTEGER_DIGITS) {
            return Long.toString(number.longValue());
        }
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (stripped.scale() <= 0 && stripped.precision() - (long) stripped.scale() <= PLAIN_INTEGER_DIGITS) {
            return stripped.toBigInteger().toString();
        }
        return stripped.unscaledValue() + "e" + -stripped.scale();
    }

    private static Optional<BigDecimal> fit(BigDecimal number) {
        if (number.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long exponent = (long) stripped.precision() - stripped.scale() - 1;
        if (stripped.precision() > MAX_DIGITS || exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            return Optional.empty();
        }
        // 1E+2 reads as 100 where its digits fit anyway; the choice depends on the value alone, so it stays one form.
        boolean plain = stripped.scale() < 0 && exponent < MAX_DIGITS;
        return Optional.of(plain ? stripped.setScale(0) : stripped);
    }

    private static String shown(BigDecimal number) {
        return number.precision() > 60 ? "of " + number.precision() + " digits" : number.toString();
    }
}
