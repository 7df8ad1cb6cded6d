package io.atomicspring.store;

import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Path;
import java.util.stream.Stream;

/**
 * An attribute of the stored item in a condition. Made by {@link Condition#attribute}.
 *
 * @since 0.1
 */
public final class Attribute extends Comparand {

    private final Path path;

    Attribute(Path path) {
        super(Term.attribute(path));
        this.path = path;
    }

    public Condition exists() {
        return Condition.over(Stream.of(term()), term().text() + " exists", mapper -> Guard.exists(path));
    }

    public Condition missing() {
        return Condition.over(Stream.of(term()), term().text() + " is missing", mapper -> Guard.missing(path));
    }

    /** A string (or binary) that begins with another. */
    public Condition beginsWith(Object prefix) {
        Object start = Term.required(prefix, path);
        return Condition.over(
                Stream.of(term()),
                term().text() + " begins with the given text",
                mapper -> new Guard.BeginsWith(term().in(mapper), mapper.toValue(start)));
    }

    /** A string in a string, a binary in a binary, an element of a list, a member of a set. */
    public Condition contains(Object part) {
        Term piece = Term.of(part, term());
        return Condition.over(
                Stream.of(term(), piece),
                term().text() + " contains " + piece.text(),
                mapper -> new Guard.Contains(term().in(mapper), piece.in(mapper)));
    }

    /** The attribute, or {@code fallback} where it is missing: {@code attribute("count").orElse(0).lessThan(5)}. */
    public Comparand orElse(Object fallback) {
        return new Comparand(Term.attributeOr(path, fallback));
    }

    /** How many bytes (string in UTF-8, binary) or elements (list, map, set) it has; missing for other kinds. */
    public Comparand size() {
        return new Comparand(Term.size(path));
    }
}
