package io.atomicspring.mapping;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/** Jackson's tree as a value. */
final class TreeToValue {

    private TreeToValue() {}

    static Value convert(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> document(node);
            case ARRAY -> list(node);
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER -> Numbers.exact(node.numberValue());
            case STRING -> Value.of(node.stringValue());
            case BINARY, POJO -> embedded(node);
            case NULL, MISSING -> Value.nothing();
        };
    }

    private static Document document(JsonNode node) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            if (!value.isNull() && !isEmptySet(value)) {
                attributes.put(property.getKey(), at(property.getKey(), value));
            }
        }
        return new Document(attributes);
    }

    private static Value list(JsonNode node) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(at("[" + i + "]", node.get(i)));
        }
        return new Value.ListOf(elements);
    }

    private static Value embedded(JsonNode node) {
        Object content = node instanceof POJONode pojo ? pojo.getPojo() : node.binaryValue();
        if (content instanceof Value value) {
            return value;
        }
        if (content instanceof byte[] bytes) {
            return Value.of(bytes);
        }
        throw new InvalidInputException(
                isEmptySet(node)
                        ? "A set is empty. Leave it out: empty sets do not exist on every store."
                        : "The serializer wrote an object that is neither bytes nor a value.");
    }

    private static boolean isEmptySet(JsonNode node) {
        return node instanceof POJONode pojo && pojo.getPojo() == StorageModule.EMPTY_SET;
    }

    /** Names the way to what could not be stored, step by step on the way out. */
    private static Value at(String step, JsonNode node) {
        try {
            return convert(node);
        } catch (UnstorableException e) {
            throw e.under(step);
        } catch (InvalidInputException e) {
            throw new UnstorableException(step, e);
        }
    }

    /** A part of an object that cannot be stored. */
    static final class UnstorableException extends InvalidInputException {

        private static final long serialVersionUID = 1L;

        private final String path;
        private final InvalidInputException reason;

        private UnstorableException(String path, InvalidInputException reason) {
            super("The attribute '" + path + "' cannot be stored. " + reason.getMessage(), reason);
            this.path = path;
            this.reason = reason;
        }

        private UnstorableException under(String step) {
            return new UnstorableException(step + (path.startsWith("[") ? "" : ".") + path, reason);
        }
    }
}
