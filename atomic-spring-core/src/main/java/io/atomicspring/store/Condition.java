package io.atomicspring.store;

import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Path;
import io.atomicspring.mapping.ValueMapper;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What must be true of the stored item for a write to happen, such as {@code attribute("available").atLeast(3)}. Immutable
 * and free of I/O; it is decided by the store, in the same step as the write.
 *
 * <p>Of an item that is not there, every attribute is missing.
 *
 * @since 0.1
 */
public final class Condition {

    private final List<Path> paths;
    private final String text;
    private final Function<ValueMapper, Guard> guard;

    private Condition(List<Path> paths, String text, Function<ValueMapper, Guard> guard) {
        this.paths = paths;
        this.text = text;
        this.guard = guard;
    }

    /** The attribute at a path like {@code lines[2].price}. */
    public static Attribute attribute(String path) {
        return new Attribute(Path.parse(path));
    }

    /** The opposite; of a comparison with a missing attribute, which is false, it is true. */
    public static Condition not(Condition condition) {
        if (condition == null) {
            throw new InvalidInputException("The condition to negate is null.");
        }
        return new Condition(
                condition.paths, "not (" + condition.text + ")", mapper -> Guard.not(condition.guard(mapper)));
    }

    public Condition and(Condition other) {
        return joined("and", other, Guard::allOf);
    }

    public Condition or(Condition other) {
        return joined("or", other, Guard::anyOf);
    }

    static Condition over(Stream<Term> terms, String text, Function<ValueMapper, Guard> guard) {
        return new Condition(terms.flatMap(term -> term.paths().stream()).toList(), text, guard);
    }

    /** The attributes it reads. */
    List<Path> paths() {
        return paths;
    }

    Guard guard(ValueMapper mapper) {
        return guard.apply(mapper);
    }

    /** The condition for people, without texts and objects of the caller's. */
    @Override
    public String toString() {
        return text;
    }

    private Condition joined(String word, Condition other, Joint joint) {
        if (other == null) {
            throw new InvalidInputException("The condition behind '" + word + "' is null.");
        }
        return new Condition(
                Stream.concat(paths.stream(), other.paths.stream()).toList(),
                "(" + text + " " + word + " " + other.text + ")",
                mapper -> joint.of(guard(mapper), other.guard(mapper)));
    }

    private interface Joint {
        Guard of(Guard... guards);
    }
}
