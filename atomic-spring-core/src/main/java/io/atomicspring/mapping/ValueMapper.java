package io.atomicspring.mapping;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Java objects as values of the document model and back, by Jackson and its annotations.
 *
 * <ul>
 *   <li>Numbers are exact: a {@code BigDecimal} as it is, a {@code double} as the decimal Java prints; NaN and infinities are
 *       refused. A whole number is never made from a fraction.
 *   <li>A {@code Set} of strings (enums, dates …), numbers or {@code byte[]} is a set, any other a list; both are read back
 *       into sets and lists. An empty set is left out, and an absent set is read as an empty one.
 *   <li>Attributes that are null are left out; null elements of lists are kept. A missing number or boolean is read into a
 *       primitive as 0 or false, as the store's own arithmetic takes it.
 *   <li>{@code byte[]} is binary, java.time is ISO text, an enum is its name.
 *   <li>Of a record its components are written, of a class its properties as Jackson finds them; what a class only computes is
 *       written too and ignored when read, unless it is marked {@code @JsonIgnore}. A type without properties is refused.
 *   <li>A stored attribute that the type does not know is an error, so that reading and putting back loses nothing. A type that
 *       wants to ignore such attributes says {@code @JsonIgnoreProperties(ignoreUnknown = true)}.
 *   <li>{@link Document} and other values pass as they are; read as {@code Object}, whole numbers are {@code Long} or
 *       {@code BigInteger}, fractions {@code BigDecimal}.
 * </ul>
 *
 * <p>Thread-safe. What cannot be stored is an {@link InvalidInputException}, what does not fit the type it is read as a
 * {@link ValueMappingException}; neither prints what is stored.
 *
 * @since 0.1
 */
public final class ValueMapper {

    private static final ValueMapper STANDARD = with(JsonMapper.builder().build());

    private final JsonMapper json;

    /** What {@link KnownAttributes} found out, since finding it out takes a while. */
    private final Map<JavaType, Map<String, JavaType>> properties = new ConcurrentHashMap<>();

    private ValueMapper(JsonMapper json) {
        this.json = json;
    }

    /** The mapper with nothing but the rules above. */
    public static ValueMapper standard() {
        return STANDARD;
    }

    /** A mapper with the modules, mix-ins and other settings of {@code json}; the rules above still hold. */
    public static ValueMapper with(JsonMapper json) {
        if (json == null) {
            throw new InvalidInputException("The JsonMapper is null. Pass one, or use ValueMapper.standard().");
        }
        return new ValueMapper(json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .addModule(new StorageModule())
                .build());
    }

    /** The object as a value; null is {@link Value#nothing()}. */
    public Value toValue(@Nullable Object object) {
        if (object == null) {
            return Value.nothing();
        }
        if (object instanceof Value value) {
            return value;
        }
        if (object instanceof String text) {
            return Value.of(text);
        }
        if (object instanceof Number number) {
            return Numbers.exact(number);
        }
        try {
            return TreeToValue.convert(json.valueToTree(object));
        } catch (JacksonException e) {
            throw unstorable(object, e);
        }
    }

    /** The object, a record, class or map, as a document. */
    public Document toDocument(@Nullable Object object) {
        if (toValue(object) instanceof Document document) {
            return document;
        }
        throw new InvalidInputException("An item is a record, a class with properties, a Map or a Document; got "
                + (object == null ? "null" : "a " + object.getClass().getName()) + ".");
    }

    public <T> @Nullable T fromValue(Value value, Class<T> type) {
        return type.isInstance(value) && Value.class.isAssignableFrom(type)
                ? type.cast(value)
                : fromValue(value, (Type) type);
    }

    /** As {@link #fromValue(Value, Class)}, for generic types; the caller vouches that {@code T} is {@code type}. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // a java.lang.reflect.Type cannot say T
    public <T> @Nullable T fromValue(Value value, Type type) {
        return (T) read(value, json.constructType(type));
    }

    public <T> T fromDocument(Document document, Class<T> type) {
        T object = fromValue(document, type);
        if (object == null) {
            throw new ValueMappingException("", "The item was read as no " + type.getName() + " but null.", null);
        }
        return object;
    }

    /** The entry's document as an object; a failure names the entry. */
    public <T> T fromEntry(Entry entry, Class<T> type) {
        try {
            return fromDocument(entry.document(), type);
        } catch (ValueMappingException e) {
            throw e.of(entry.key());
        }
    }

    /** What attributes a type has, for checks before anything is written. */
    public KnownAttributes attributesOf(Class<?> type) {
        return new KnownAttributes(type, json, this, properties);
    }

    private @Nullable Object read(Value value, JavaType type) {
        try {
            return json.treeToValue(value.accept(ValueToTree.INSTANCE), type);
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds() == null
                    ? ""
                    : e.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", ", " (it knows ", ")"));
            throw new ValueMappingException(
                    path(e),
                    "The stored attribute '" + path(e) + "' is unknown to "
                            + e.getReferringClass().getName() + known
                            + ". Add it to the type, or put @JsonIgnoreProperties(ignoreUnknown = true) on it.",
                    null);
        } catch (JacksonException e) {
            throw unreadable(value, type, e);
        }
    }

    /** Jackson's own messages quote what is stored, so they are not passed on; the type's own exception is. */
    private static ValueMappingException unreadable(Value value, JavaType type, JacksonException e) {
        String path = path(e);
        return new ValueMappingException(
                path,
                (path.isEmpty() ? "The stored " + value.kind() : "The stored attribute '" + path + "'")
                        + " cannot be read into " + type.toCanonical() + ". Make the type fit, or read a Document.",
                e.getCause() instanceof JacksonException ? null : e.getCause());
    }

    private static InvalidInputException unstorable(Object object, JacksonException e) {
        String path = path(e);
        return new InvalidInputException(
                "A " + object.getClass().getName() + " cannot be stored"
                        + (path.isEmpty() ? "" : " because of its attribute '" + path + "'")
                        + (e.getCause() instanceof InvalidInputException cause ? ". " + cause.getMessage() : "")
                        + ". Use records, classes with properties, maps, lists, sets and single values.",
                e);
    }

    private static String path(JacksonException e) {
        List<JacksonException.Reference> steps = e.getPath();
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : steps) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
