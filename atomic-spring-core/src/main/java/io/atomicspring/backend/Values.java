package io.atomicspring.backend;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalInt;

/** How values compare, contain and are measured: the rules that guards use. */
final class Values {

    private Values() {}

    /** Compares two numbers, two strings or two binaries; empty for anything else, which has no order. */
    static OptionalInt compare(Value left, Value right) {
        boolean ordered = left.kind() == right.kind()
                && (left.kind() == Value.Kind.NUMBER
                        || left.kind() == Value.Kind.STRING
                        || left.kind() == Value.Kind.BINARY);
        return ordered ? OptionalInt.of(compareScalars(left, right)) : OptionalInt.empty();
    }

    /** Compares two scalars of one orderable kind. */
    static int compareScalars(Value left, Value right) {
        if (left instanceof Value.Num a && right instanceof Value.Num b) {
            return a.compareTo(b);
        }
        if (left instanceof Value.Text a && right instanceof Value.Text b) {
            return Utf8.compare(a.value(), b.value());
        }
        return Arrays.compareUnsigned(((Value.Binary) left).bytes(), ((Value.Binary) right).bytes());
    }

    /** Whether a string contains a string, a binary a binary, a list an equal element, a set a member. */
    static boolean contains(Value container, Value part) {
        if (container instanceof Value.Text text) {
            return part instanceof Value.Text piece && text.value().contains(piece.value());
        }
        if (container instanceof Value.Binary binary) {
            return part instanceof Value.Binary piece && indexOf(binary.bytes(), piece.bytes()) >= 0;
        }
        if (container instanceof Value.ListOf list) {
            return list.elements().contains(part);
        }
        return container instanceof Value.SetOf set && set.contains(part);
    }

    static boolean beginsWith(Value value, Value prefix) {
        if (value instanceof Value.Text text && prefix instanceof Value.Text start) {
            return text.value().startsWith(start.value());
        }
        if (value instanceof Value.Binary binary && prefix instanceof Value.Binary start) {
            byte[] bytes = binary.bytes();
            byte[] head = start.bytes();
            return bytes.length >= head.length && Arrays.equals(bytes, 0, head.length, head, 0, head.length);
        }
        return false;
    }

    /** Bytes of a string (UTF-8) or binary, elements of a list, map or set; empty for what has no size. */
    static OptionalInt sizeOf(Value value) {
        return switch (value.kind()) {
            case STRING, BINARY -> OptionalInt.of(value.size());
            case LIST -> OptionalInt.of(((Value.ListOf) value).elements().size());
            case MAP -> OptionalInt.of(((Document) value).attributes().size());
            case STRING_SET, NUMBER_SET, BINARY_SET ->
                OptionalInt.of(((Value.SetOf) value).members().size());
            default -> OptionalInt.empty();
        };
    }

    static Value number(long value) {
        return new Value.Num(BigDecimal.valueOf(value));
    }

    private static int indexOf(byte[] bytes, byte[] piece) {
        for (int start = 0; start + piece.length <= bytes.length; start++) {
            if (Arrays.equals(bytes, start, start + piece.length, piece, 0, piece.length)) {
                return start;
            }
        }
        return -1;
    }
}
