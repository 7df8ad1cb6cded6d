package io.atomicspring.mapping;

import io.atomicspring.backend.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.util.TokenBuffer;

/** What the document model has and JSON has not: sets, and values given as they are. */
final class StorageModule extends SimpleModule {

    /** Stands for an empty set, which the document model does not have. */
    static final Object EMPTY_SET = new Object();

    private static final long serialVersionUID = 1L;

    StorageModule() {
        super("atomic-spring-storage");
        addSerializer(Value.class, new ValueAsIs());
        setSerializerModifier(new OnTheWayIn());
        setDeserializerModifier(new OnTheWayOut());
    }

    private static final class ValueAsIs extends ValueSerializer<Value> {
        @Override
        public void serialize(Value value, JsonGenerator generator, SerializationContext context) {
            generator.writeEmbeddedObject(value);
        }
    }

    private static final class OnTheWayIn extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("unchecked") // a serializer of a Set type serializes sets
        public ValueSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return type.isTypeOrSubTypeOf(Set.class)
                    ? new SetSerializer((ValueSerializer<Object>) serializer)
                    : serializer;
        }
    }

    /** Lets Jackson write the elements, and makes them a set if they are all strings, all numbers or all binaries. */
    private static final class SetSerializer extends ValueSerializer<Set<?>> {

        private final ValueSerializer<Object> elements;

        private SetSerializer(ValueSerializer<Object> elements) {
            this.elements = elements;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
            return new SetSerializer(context.handleSecondaryContextualization(elements, property));
        }

        @Override
        public boolean isEmpty(SerializationContext context, Set<?> set) {
            return set.isEmpty();
        }

        @Override
        public void serialize(Set<?> set, JsonGenerator generator, SerializationContext context) {
            if (set.isEmpty()) {
                generator.writeEmbeddedObject(EMPTY_SET);
                return;
            }
            TokenBuffer buffer = context.bufferForValueConversion();
            elements.serialize(set, buffer, context);
            List<Value> members = scalars(buffer);
            if (members.isEmpty()
                    || members.stream().map(Value::kind).distinct().count() > 1) {
                buffer.serialize(generator);
            } else {
                generator.writeEmbeddedObject(Value.SetOf.of(members));
            }
        }

        /** With a type's name around it, it is a list: there is no place for a name in a set. */
        @Override
        public void serializeWithType(
                Set<?> set, JsonGenerator generator, SerializationContext context, TypeSerializer typeSerializer) {
            elements.serializeWithType(set, generator, context, typeSerializer);
        }

        /** The strings, numbers and binaries of an array; none if there is anything else. */
        private static List<Value> scalars(TokenBuffer buffer) {
            List<Value> found = new ArrayList<>();
            try (JsonParser parser = buffer.asParser()) {
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    return List.of();
                }
                for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                    Value value = scalar(token, parser);
                    if (value == null) {
                        return List.of();
                    }
                    found.add(value);
                }
            }
            return found;
        }

        private static @Nullable Value scalar(@Nullable JsonToken token, JsonParser parser) {
            if (token == JsonToken.VALUE_STRING) {
                return Value.of(parser.getString());
            }
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                return Numbers.exact(parser.getNumberValue());
            }
            return token == JsonToken.VALUE_EMBEDDED_OBJECT && parser.getEmbeddedObject() instanceof byte[] bytes
                    ? Value.of(bytes)
                    : null;
        }
    }

    private static final class OnTheWayOut extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1L;

        /** What a class computes was written with the rest; it is known, though there is nowhere to put it. */
        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription.Supplier description, BeanDeserializerBuilder builder) {
            description.get().findProperties().stream()
                    .filter(property -> property.hasGetter() && property.getMutator() == null)
                    .forEach(property -> builder.addIgnorable(property.getName()));
            return builder;
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return type.isTypeOrSubTypeOf(Set.class) ? new SetDeserializer(deserializer) : deserializer;
        }
    }

    /** An absent set is read as an empty one, as an empty one is stored as absent. */
    private static final class SetDeserializer extends DelegatingDeserializer {

        private SetDeserializer(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
            return new SetDeserializer(delegate);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return getEmptyValue(context);
        }
    }
}
