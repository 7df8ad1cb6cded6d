package io.atomicspring.backend;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value of the document model, which is DynamoDB's: null, boolean, exact decimal, string, binary, list, map
 * ({@link Document}) and sets of strings, numbers or binaries.
 *
 * <p>Values are immutable and equal by value: 1.10 equals 1.1, a set has no order.
 *
 * @since 0.1
 */
public sealed interface Value
        permits Value.Null, Value.Bool, Value.Num, Value.Text, Value.Binary, Value.ListOf, Document, Value.SetOf {

    /** The kinds of value, in no particular order. */
    enum Kind {
        NULL,
        BOOLEAN,
        NUMBER,
        STRING,
        BINARY,
        LIST,
        MAP,
        STRING_SET,
        NUMBER_SET,
        BINARY_SET
    }

    Kind kind();

    /** Containers below and including this value: 0 for scalars and sets. */
    int depth();

    /**
     * What this value counts for in the size of its entry: null and boolean 1, a number 21 whatever its digits, string and
     * binary their bytes, a container 3 plus 1 for each element plus the elements (and the names of a map).
     */
    int size();

    <R> R accept(Visitor<R> visitor);

    static Value nothing() {
        return Null.INSTANCE;
    }

    static Value of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Num of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Num of(BigDecimal value) {
        return new Num(value);
    }

    static Text of(String value) {
        return new Text(value);
    }

    static Binary of(byte[] value) {
        return new Binary(value);
    }

    static ListOf list(Value... elements) {
        return new ListOf(List.of(elements));
    }

    static SetOf strings(String... members) {
        return SetOf.of(Arrays.stream(members).map(Value::of).toList());
    }

    static SetOf numbers(long... members) {
        return SetOf.of(Arrays.stream(members).mapToObj(Value::of).toList());
    }

    /** Null as a value: present, unlike a missing attribute. */
    enum Null implements Value {
        INSTANCE;

        @Override
        public Kind kind() {
            return Kind.NULL;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNull();
        }
    }

    /** True or false. */
    enum Bool implements Value {
        FALSE,
        TRUE;

        public boolean value() {
            return this == TRUE;
        }

        @Override
        public Kind kind() {
            return Kind.BOOLEAN;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** An exact decimal in its one form, see {@link ExactDecimal}. */
    record Num(BigDecimal value) implements Value, Comparable<Num> {

        public Num {
            value = ExactDecimal.checked(value);
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return 21;
        }

        @Override
        public int compareTo(Num other) {
            return value.compareTo(other.value);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A string; every character is allowed but lone surrogates. */
    record Text(String value) implements Value {

        public Text {
            if (value == null) {
                throw new InvalidInputException("A string value is null. Use Value.nothing() for null.");
            }
            Utf8.checkEncodable("A string value", value);
        }

        @Override
        public Kind kind() {
            return Kind.STRING;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return Utf8.length(value);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Bytes, compared as unsigned. */
    final class Binary implements Value {

        private final byte[] bytes;

        Binary(byte[] bytes) {
            if (bytes == null) {
                throw new InvalidInputException("A binary value is null. Use Value.nothing() for null.");
            }
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public Kind kind() {
            return Kind.BINARY;
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return bytes.length;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length <= 32 ? "0x" + HexFormat.of().formatHex(bytes) : bytes.length + " bytes";
        }
    }

    /** An ordered list of any values. */
    record ListOf(List<Value> elements) implements Value {

        public ListOf {
            elements = List.copyOf(elements);
        }

        @Override
        public Kind kind() {
            return Kind.LIST;
        }

        @Override
        public int depth() {
            return 1 + elements.stream().mapToInt(Value::depth).max().orElse(0);
        }

        @Override
        public int size() {
            return 3 + elements.stream().mapToInt(element -> 1 + element.size()).sum();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /**
     * A set of strings, numbers or binaries: never empty, without duplicates, kept in order (UTF-8 bytes, value, unsigned
     * bytes).
     *
     * @param elementKind STRING, NUMBER or BINARY
     */
    record SetOf(Kind elementKind, List<Value> members) implements Value {

        public SetOf {
            if (elementKind != Kind.STRING && elementKind != Kind.NUMBER && elementKind != Kind.BINARY) {
                throw new InvalidInputException(
                        "A set of " + elementKind + " does not exist: sets hold strings, numbers or binaries.");
            }
            TreeSet<Value> sorted = new TreeSet<>(ORDER);
            for (Value member : members) {
                if (member.kind() != elementKind) {
                    throw new InvalidInputException(
                            "A set of " + elementKind + " cannot hold a " + member.kind() + ": " + member + ".");
                }
                sorted.add(member);
            }
            if (sorted.isEmpty()) {
                throw new InvalidInputException(
                        "A set is empty. Leave the attribute out: empty sets do not exist on every store.");
            }
            members = List.copyOf(sorted);
        }

        private static final Comparator<Value> ORDER = Values::compareScalars;

        /** A set of the kind of its members. */
        public static SetOf of(Collection<? extends Value> members) {
            if (members.isEmpty()) {
                throw new InvalidInputException(
                        "A set is empty. Leave the attribute out: empty sets do not exist on every store.");
            }
            return new SetOf(members.iterator().next().kind(), List.copyOf(members));
        }

        public boolean contains(Value member) {
            return member.kind() == elementKind && members.contains(member);
        }

        /** This set with the members of {@code other} too. */
        public SetOf plus(SetOf other) {
            List<Value> all = new ArrayList<>(members);
            all.addAll(other.members);
            return new SetOf(elementKind, all);
        }

        /** What is left without the members of {@code other}; null when nothing is. */
        public @Nullable SetOf minus(SetOf other) {
            TreeSet<Value> left = new TreeSet<>(ORDER);
            left.addAll(members);
            other.members.forEach(left::remove);
            return left.isEmpty() ? null : new SetOf(elementKind, List.copyOf(left));
        }

        @Override
        public Kind kind() {
            return switch (elementKind) {
                case STRING -> Kind.STRING_SET;
                case NUMBER -> Kind.NUMBER_SET;
                default -> Kind.BINARY_SET;
            };
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public int size() {
            return 3 + members.stream().mapToInt(member -> 1 + member.size()).sum();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method per kind, for encoders and mappers. */
    interface Visitor<R> {
        R visitNull();

        R visit(Bool value);

        R visit(Num value);

        R visit(Text value);

        R visit(Binary value);

        R visit(ListOf value);

        R visit(Document value);

        R visit(SetOf value);
    }
}
