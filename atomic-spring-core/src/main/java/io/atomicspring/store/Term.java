package io.atomicspring.store;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.mapping.ValueMapper;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison.
 *
 * @param paths the attributes it reads
 * @param text for people; texts and objects of the caller's are not shown, numbers and booleans are
 */
record Term(List<Path> paths, String text, Function<ValueMapper, Operand> operand) {

    static Term attribute(Path path) {
        return new Term(List.of(path), "'" + path + "'", mapper -> Operand.attribute(path));
    }

    static Term attributeOr(Path path, Object fallback) {
        Object value = required(fallback, path);
        return new Term(
                List.of(path),
                "'" + path + "' (" + shown(value) + " if missing)",
                mapper -> Operand.attribute(path, Operand.literal(mapper.toValue(value))));
    }

    static Term size(Path path) {
        return new Term(List.of(path), "the size of '" + path + "'", mapper -> Operand.size(path));
    }

    /** Another term of the item, or a constant. */
    static Term of(@Nullable Object value, Term comparedWith) {
        if (value instanceof Comparand comparand) {
            return comparand.term();
        }
        Object constant = required(value, comparedWith.paths().get(0));
        return new Term(List.of(), shown(constant), mapper -> Operand.literal(mapper.toValue(constant)));
    }

    static Object required(@Nullable Object value, Path path) {
        if (value == null) {
            throw new InvalidInputException("A condition compares '" + path
                    + "' with null. Pass a value, or ask whether the attribute exists() or is missing().");
        }
        return value;
    }

    Operand in(ValueMapper mapper) {
        return operand.apply(mapper);
    }

    private static String shown(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            String text = value.toString();
            return text.length() <= 45 ? text : text.substring(0, 42) + "...";
        }
        return "the given " + value.getClass().getSimpleName();
    }
}
