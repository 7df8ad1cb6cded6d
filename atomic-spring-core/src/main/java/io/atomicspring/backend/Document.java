package io.atomicspring.backend;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named values: the content of an entry, and a map inside one.
 *
 * @param attributes by name, iterated in UTF-8 order
 * @since 0.1
 */
public record Document(Map<String, Value> attributes) implements Value {

    private static final Document EMPTY = new Document(Map.of());

    public Document {
        TreeMap<String, Value> sorted = new TreeMap<>(Utf8::compare);
        attributes.forEach((name, value) -> {
            if (name == null || value == null) {
                throw new InvalidInputException("Attribute " + Limits.quoted(name)
                        + " has a null name or value. Use Value.nothing() for null.");
            }
            sorted.put(Utf8.checkEncodable("An attribute name", name), value);
        });
        attributes = Collections.unmodifiableMap(sorted);
    }

    public static Document empty() {
        return EMPTY;
    }

    public static Document of(String name, Value value) {
        return new Document(Map.of(name, value));
    }

    public static Document of(String name1, Value value1, String name2, Value value2) {
        return new Document(Map.of(name1, value1, name2, value2));
    }

    /** The attribute's value, or null when it is missing (a null value is {@link Value#nothing()}). */
    public @Nullable Value get(String name) {
        return attributes.get(name);
    }

    /** The value at a path, or null when any step of it is missing. */
    public @Nullable Value get(Path path) {
        return path.resolve(this);
    }

    /** This document with one attribute set. */
    public Document with(String name, Value value) {
        TreeMap<String, Value> changed = new TreeMap<>(Utf8::compare);
        changed.putAll(attributes);
        changed.put(name, value);
        return new Document(changed);
    }

    @Override
    public Kind kind() {
        return Kind.MAP;
    }

    @Override
    public int depth() {
        return 1 + attributes.values().stream().mapToInt(Value::depth).max().orElse(0);
    }

    @Override
    public int size() {
        int size = 3;
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            size += 1 + Utf8.length(attribute.getKey()) + attribute.getValue().size();
        }
        return size;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public String toString() {
        return attributes.toString();
    }
}
