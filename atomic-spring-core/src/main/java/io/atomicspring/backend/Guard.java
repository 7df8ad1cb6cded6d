package io.atomicspring.backend;

import java.util.List;
import java.util.stream.Stream;

/**
 * What must be true of an entry for a branch to be taken: closed, pure data.
 *
 * <p>On an absent entry every attribute is missing. A comparison is false when a side is missing or the kinds differ, so
 * {@code <>} (not equal) is then true, as in DynamoDB.
 *
 * @since 0.1
 */
public sealed interface Guard {

    <R> R accept(Visitor<R> visitor);

    static Guard always() {
        return new Always();
    }

    static Guard absent() {
        return new Absent();
    }

    static Guard present() {
        return new Present();
    }

    static Guard versionIs(long version) {
        return new VersionIs(version);
    }

    static Guard exists(Path path) {
        return new Exists(path);
    }

    static Guard missing(Path path) {
        return new Not(new Exists(path));
    }

    static Guard compare(Operand left, Comparison comparison, Operand right) {
        return new Compare(left, comparison, right);
    }

    static Guard equal(Path path, Value value) {
        return new Compare(Operand.attribute(path), Comparison.EQUAL, Operand.literal(value));
    }

    static Guard atLeast(Path path, Value value) {
        return new Compare(Operand.attribute(path), Comparison.AT_LEAST, Operand.literal(value));
    }

    /** Every one of the guards; those of an {@link AllOf} among them are taken one by one, so that a chain stays flat. */
    static Guard allOf(Guard... guards) {
        return new AllOf(Stream.of(guards)
                .flatMap(guard -> guard instanceof AllOf all ? all.guards().stream() : Stream.of(guard))
                .toList());
    }

    /** At least one of the guards; those of an {@link AnyOf} among them are taken one by one, so that a chain stays flat. */
    static Guard anyOf(Guard... guards) {
        return new AnyOf(Stream.of(guards)
                .flatMap(guard -> guard instanceof AnyOf any ? any.guards().stream() : Stream.of(guard))
                .toList());
    }

    static Guard not(Guard guard) {
        return new Not(guard);
    }

    /** How two operands are compared. Order exists within numbers, within strings (UTF-8 bytes) and within binaries. */
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    record Always() implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record Absent() implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record Present() implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record VersionIs(long version) implements Guard {
        public VersionIs {
            if (version <= 0) {
                throw new InvalidInputException("The version " + version + " cannot exist: versions are positive.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record Exists(Path path) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record Compare(Operand left, Comparison comparison, Operand right) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** {@code low <= operand <= high}; false when {@code low > high}. */
    record Between(Operand operand, Operand low, Operand high) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Equal to one of up to 100 values. */
    record In(Operand operand, List<Value> values) implements Guard {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty() || values.size() > 100) {
                throw new InvalidInputException("'in' has " + values.size() + " values; 1 to 100 are allowed.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A string or binary that begins with another. */
    record BeginsWith(Operand operand, Value prefix) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A string in a string, a binary in a binary, an element of a list, a member of a set. */
    record Contains(Operand container, Operand part) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Every one of the guards; true when there are none. */
    record AllOf(List<Guard> guards) implements Guard {
        public AllOf {
            guards = List.copyOf(guards);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** At least one of the guards; false when there are none. */
    record AnyOf(List<Guard> guards) implements Guard {
        public AnyOf {
            guards = List.copyOf(guards);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    record Not(Guard guard) implements Guard {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method per guard, for the interpreter and the compilers. */
    interface Visitor<R> {
        R visit(Always guard);

        R visit(Absent guard);

        R visit(Present guard);

        R visit(VersionIs guard);

        R visit(Exists guard);

        R visit(Compare guard);

        R visit(Between guard);

        R visit(In guard);

        R visit(BeginsWith guard);

        R visit(Contains guard);

        R visit(AllOf guard);

        R visit(AnyOf guard);

        R visit(Not guard);
    }
}
