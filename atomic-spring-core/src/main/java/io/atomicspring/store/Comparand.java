package io.atomicspring.store;

import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something of the stored item that a condition compares: an attribute or its size.
 *
 * <p>What it is compared with is a Java object, or another {@code Comparand} of the same item. A comparison is false where a
 * side is missing or the kinds differ, so {@link #notEqualTo} is then true. Numbers compare by value, strings by their UTF-8
 * bytes.
 *
 * @since 0.1
 */
public sealed class Comparand permits Attribute {

    private final Term term;

    Comparand(Term term) {
        this.term = term;
    }

    public Condition equalTo(Object value) {
        return compare(Guard.Comparison.EQUAL, "equals", value);
    }

    public Condition notEqualTo(Object value) {
        return compare(Guard.Comparison.NOT_EQUAL, "does not equal", value);
    }

    public Condition lessThan(Object value) {
        return compare(Guard.Comparison.LESS, "is less than", value);
    }

    public Condition atMost(Object value) {
        return compare(Guard.Comparison.AT_MOST, "is at most", value);
    }

    public Condition greaterThan(Object value) {
        return compare(Guard.Comparison.GREATER, "is greater than", value);
    }

    public Condition atLeast(Object value) {
        return compare(Guard.Comparison.AT_LEAST, "is at least", value);
    }

    /** Both bounds included; false where {@code low} is greater than {@code high}. */
    public Condition between(Object low, Object high) {
        Term from = Term.of(low, term);
        Term to = Term.of(high, term);
        return Condition.over(
                Stream.of(term, from, to),
                term.text() + " is between " + from.text() + " and " + to.text(),
                mapper -> new Guard.Between(term.in(mapper), from.in(mapper), to.in(mapper)));
    }

    /** Equal to one of 1 to 100 values. */
    public Condition in(Collection<?> values) {
        if (values == null || values.isEmpty() || values.size() > 100) {
            throw new InvalidInputException("A condition compares " + term.text() + " with "
                    + (values == null ? "no" : values.size()) + " values; 'in' takes 1 to 100.");
        }
        List<Object> constants = values.stream()
                .map(value -> Term.required(value, term.paths().get(0)))
                .toList();
        return Condition.over(
                Stream.of(term),
                term.text() + " is one of " + constants.size() + " values",
                mapper -> new Guard.In(
                        term.in(mapper), constants.stream().map(mapper::toValue).toList()));
    }

    Term term() {
        return term;
    }

    private Condition compare(Guard.Comparison comparison, String verb, Object value) {
        Term other = Term.of(value, term);
        return Condition.over(
                Stream.of(term, other),
                term.text() + " " + verb + " " + other.text(),
                mapper -> Guard.compare(term.in(mapper), comparison, other.in(mapper)));
    }
}
