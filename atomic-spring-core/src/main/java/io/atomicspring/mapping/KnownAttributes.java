package io.atomicspring.mapping;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * The attributes that a Java type can hold, so that an update cannot write what the type cannot read back.
 *
 * <p>Where a type is open (a map, an {@code Object}, a document, a type with {@code @JsonAnySetter} or subtypes), everything is
 * known. Thread-safe.
 *
 * @since 0.1
 */
public final class KnownAttributes {

    private final Class<?> type;
    private final JsonMapper json;
    private final ValueMapper mapper;
    private final Map<JavaType, Map<String, JavaType>> properties;

    KnownAttributes(
            Class<?> type, JsonMapper json, ValueMapper mapper, Map<JavaType, Map<String, JavaType>> properties) {
        this.properties = properties;
        this.type = type;
        this.json = json;
        this.mapper = mapper;
    }

    /** Refuses a path that leads into no attribute of the type. */
    public void check(Path path) {
        typeAt(path);
    }

    /** Refuses a path as above, and a value that the attribute there cannot hold. */
    public void check(Path path, Value value) {
        JavaType target = typeAt(path);
        if (target == null) {
            return;
        }
        try {
            mapper.fromValue(value, target);
        } catch (ValueMappingException e) {
            throw unfit(path, target, value);
        }
    }

    /** Refuses a path as above, and an amount of a kind that cannot be added there, such as a fraction to an int. */
    public void checkAmount(Path path, Value amount) {
        JavaType target = typeAt(path);
        if (target == null) {
            return;
        }
        try {
            mapper.fromValue(amount, target);
        } catch (ValueMappingException e) {
            // What the type's own code refuses as a value may still be a fine difference of two values.
            if (e.getCause() == null) {
                throw unfit(path, target, amount);
            }
        }
    }

    private InvalidInputException unfit(Path path, JavaType target, Value value) {
        return new InvalidInputException("The attribute '" + path + "' of " + type.getName() + " is a "
                + target.toCanonical() + " and cannot hold a " + value.kind() + " like the one given.");
    }

    private @Nullable JavaType typeAt(Path path) {
        JavaType at = json.constructType(type);
        for (Path.Step step : path.steps()) {
            while (at.isReferenceType()) {
                at = at.getContentType();
            }
            if (at.isContainerType()) {
                if (!canTake(at, step)) {
                    throw misled(path, step, at);
                }
                at = at.getContentType();
            } else if (isScalar(at)) {
                throw misled(path, step, at);
            } else if (step instanceof Path.Name name) {
                Map<String, JavaType> known = properties.computeIfAbsent(at, this::propertiesOf);
                if (known.isEmpty()) {
                    return null;
                }
                at = known.get(name.name());
                if (at == null) {
                    throw new InvalidInputException("The attribute '" + path + "' is unknown to " + type.getName()
                            + ": there is no '" + name.name() + "'; known are " + String.join(", ", known.keySet())
                            + ".");
                }
            } else if (properties.computeIfAbsent(at, this::propertiesOf).isEmpty()) {
                return null;
            } else {
                throw misled(path, step, at);
            }
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** Names lead into maps, numbers into lists, and nothing leads into a set or into bytes. */
    private static boolean canTake(JavaType container, Path.Step step) {
        if (container.isMapLikeType()) {
            return step instanceof Path.Name;
        }
        return step instanceof Path.Index
                && !Set.class.isAssignableFrom(container.getRawClass())
                && container.getRawClass() != byte[].class;
    }

    private static boolean isScalar(JavaType at) {
        Class<?> raw = at.getRawClass();
        return raw.isPrimitive()
                || raw.isEnum()
                || raw == Boolean.class
                || raw == Character.class
                || Number.class.isAssignableFrom(raw)
                || CharSequence.class.isAssignableFrom(raw);
    }

    private InvalidInputException misled(Path path, Path.Step step, JavaType at) {
        String what = step instanceof Path.Name name
                ? "there is no '" + name.name() + "'"
                : "there is no position " + ((Path.Index) step).index();
        return new InvalidInputException("The attribute '" + path + "' is unknown to " + type.getName() + ": " + what
                + " in a " + at.toCanonical() + ".");
    }

    /** What is read or written of a type, by name; empty for an open type. */
    private Map<String, JavaType> propertiesOf(JavaType at) {
        DeserializationConfig config = json.deserializationConfig();
        ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
        AnnotatedClass annotations = introspector.introspectClassAnnotations(at);
        BeanDescription reading = introspector.introspectForDeserialization(at, annotations);
        if (reading.findAnySetterAccessor() != null
                || Value.class.isAssignableFrom(at.getRawClass())
                || config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotations) != null) {
            return Map.of();
        }
        Map<String, JavaType> known = new TreeMap<>();
        BeanDescription writing = introspector.introspectForSerialization(at, annotations);
        for (BeanPropertyDefinition property : writing.findProperties()) {
            known.put(property.getName(), property.getPrimaryType());
        }
        for (BeanPropertyDefinition property : reading.findProperties()) {
            if (property.getMutator() != null) {
                known.put(property.getName(), property.getPrimaryType());
            }
        }
        known.keySet().removeAll(reading.getIgnoredPropertyNames());
        return known;
    }
}
