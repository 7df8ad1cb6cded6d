package io.atomicspring.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a value inside a document: names of attributes and indices of lists, such as {@code lines[2].price}.
 *
 * @param steps the first is always a {@link Name}
 * @since 0.1
 */
public record Path(List<Step> steps) {

    /** The highest index that may be named; a list of that length would not fit an entry. */
    public static final int MAX_INDEX = Limits.MAX_ENTRY_BYTES;

    public Path {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.get(0) instanceof Name)) {
            throw new InvalidInputException("A path starts with the name of an attribute; got " + steps + ".");
        }
        if (steps.size() > Limits.MAX_DEPTH) {
            throw new InvalidInputException(
                    "A path has " + steps.size() + " steps; at most " + Limits.MAX_DEPTH + " are allowed.");
        }
    }

    /** One step of a path. */
    public sealed interface Step permits Name, Index {}

    /** Into the attribute of a map. */
    public record Name(String name) implements Step {
        public Name {
            if (name == null || name.isEmpty()) {
                throw new InvalidInputException(
                        "A name in a path is " + Limits.quoted(name) + ". Pass the attribute's name.");
            }
            Utf8.checkEncodable("A name in a path", name);
        }
    }

    /** Into the element of a list, from 0. */
    public record Index(int index) implements Step {
        public Index {
            if (index < 0 || index > MAX_INDEX) {
                throw new InvalidInputException("The list index " + index + " is out of range 0 to " + MAX_INDEX + ".");
            }
        }
    }

    /** The path of one attribute; every character of {@code name} is taken literally. */
    public static Path attribute(String name) {
        return new Path(List.of(new Name(name)));
    }

    /**
     * Reads {@code a.b[0].c}. Names that hold a dot or a bracket themselves are built with {@link #attribute(String)} and
     * {@link #child(String)}.
     */
    public static Path parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new InvalidInputException("The path is " + Limits.quoted(text) + ". Pass one like 'lines[2].price'.");
        }
        List<Step> steps = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            int bracket = part.indexOf('[');
            String name = bracket < 0 ? part : part.substring(0, bracket);
            if (name.isEmpty()) {
                throw malformed(text);
            }
            steps.add(new Name(name));
            parseIndices(text, bracket < 0 ? "" : part.substring(bracket), steps);
        }
        return new Path(steps);
    }

    public Path child(String name) {
        return with(new Name(name));
    }

    public Path element(int index) {
        return with(new Index(index));
    }

    /** The name of the attribute the path begins in. */
    public String root() {
        return ((Name) steps.get(0)).name();
    }

    /** Whether one of the two paths is the other or leads into it. */
    public boolean overlaps(Path other) {
        int shared = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < shared; i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    Value resolve(Document document) {
        Value value = document;
        for (Step step : steps) {
            if (step instanceof Name name && value instanceof Document map) {
                value = map.get(name.name());
            } else if (step instanceof Index index
                    && value instanceof Value.ListOf list
                    && index.index() < list.elements().size()) {
                value = list.elements().get(index.index());
            } else {
                return null;
            }
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    private Path with(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Path(longer);
    }

    private static void parseIndices(String whole, String brackets, List<Step> steps) {
        int at = 0;
        while (at < brackets.length()) {
            int close = brackets.indexOf(']', at);
            if (brackets.charAt(at) != '[' || close < 0) {
                throw malformed(whole);
            }
            String digits = brackets.substring(at + 1, close);
            if (digits.isEmpty() || digits.length() > 6 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw malformed(whole);
            }
            steps.add(new Index(Integer.parseInt(digits)));
            at = close + 1;
        }
    }

    private static InvalidInputException malformed(String text) {
        return new InvalidInputException(
                "The path " + Limits.quoted(text) + " cannot be read. Write names and indices like 'lines[2].price'.");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Name name) {
                text.append(text.isEmpty() ? "" : ".").append(name.name());
            } else if (step instanceof Index index) {
                text.append('[').append(index.index()).append(']');
            }
        }
        return text.toString();
    }
}
