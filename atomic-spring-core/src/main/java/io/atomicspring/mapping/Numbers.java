package io.atomicspring.mapping;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Java's numbers as exact decimals: a binary floating point number means the decimal that Java prints for it. */
final class Numbers {

    private Numbers() {}

    static Value.Num exact(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Value.of(decimal);
        }
        if (number instanceof BigInteger integer) {
            return Value.of(new BigDecimal(integer));
        }
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return Value.of(number.longValue());
        }
        if (!Double.isFinite(number.doubleValue()) && (number instanceof Double || number instanceof Float)) {
            throw new InvalidInputException("The number " + number + " cannot be stored. Pass a finite one.");
        }
        try {
            return Value.of(new BigDecimal(number.toString()));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "A " + number.getClass().getName() + " cannot be stored as a number. Pass a BigDecimal.", e);
        }
    }
}
