package io.atomicspring.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value that a guard compares or an action uses, worked out from the entry as it was before the write.
 *
 * <p>An operand may turn out to be <em>missing</em> (its attribute is not there, or arithmetic met something that is no
 * number). A comparison with it is then false; an action that needs it is refused.
 *
 * @since 0.1
 */
public sealed interface Operand {

    <R> R accept(Visitor<R> visitor);

    static Operand literal(Value value) {
        return new Literal(value);
    }

    static Operand attribute(Path path) {
        return new Attribute(path, null);
    }

    /** The attribute's value, or {@code fallback} where the attribute is missing. */
    static Operand attribute(Path path, Operand fallback) {
        return new Attribute(path, fallback);
    }

    /** The store's time plus {@code offset}, as a whole number of milliseconds since the epoch. */
    static Operand now(Duration offset) {
        return new Now(offset);
    }

    static Operand size(Path path) {
        return new Size(path);
    }

    static Operand sum(Operand left, Operand right) {
        return new Sum(left, right);
    }

    static Operand difference(Operand left, Operand right) {
        return new Difference(left, right);
    }

    /** A constant. */
    record Literal(Value value) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The value at a path. */
    record Attribute(Path path, @Nullable Operand fallback) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The store's time plus an offset, which may be negative. */
    record Now(Duration offset) implements Operand {
        public Now {
            if (offset.abs().compareTo(Limits.MAX_DURATION) > 0) {
                throw new InvalidInputException(
                        "The offset " + offset + " from now is longer than " + Limits.MAX_DURATION.toDays() + " days.");
            }
        }

        /** The offset in whole milliseconds; a fraction of one is rounded up. */
        public long offsetMillis() {
            long millis = Math.multiplyExact(offset.getSeconds(), 1_000L) + offset.getNano() / 1_000_000;
            return offset.getNano() % 1_000_000 == 0 ? millis : millis + 1;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** How many bytes (string, binary) or elements (list, map, set) the value at a path has; missing for other kinds. */
    record Size(Path path) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The exact sum of two numbers; a sum that does not fit 38 digits is missing in a guard and refused in an action. */
    record Sum(Operand left, Operand right) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** The exact difference of two numbers, as {@link Sum}. */
    record Difference(Operand left, Operand right) implements Operand {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method per operand, for the interpreter and the compilers. */
    interface Visitor<R> {
        R visit(Literal operand);

        R visit(Attribute operand);

        R visit(Now operand);

        R visit(Size operand);

        R visit(Sum operand);

        R visit(Difference operand);
    }
}
