package io.atomicspring.layer;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values as plain JSON and back, without loss: what JSON does not have is marked, <code>{"$binary": "AQI="}</code> and
 * <code>{"$set": [1, 2]}</code>, and an attribute whose own name begins with {@code $} gets another one in front.
 */
enum ValueToJson implements Value.Visitor<JsonNode> {
    INSTANCE;

    private static final String MARK = "$";
    private static final String BINARY = "$binary";
    private static final String SET = "$set";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public JsonNode visitNull() {
        return NODES.nullNode();
    }

    @Override
    public JsonNode visit(Value.Bool value) {
        return NODES.booleanNode(value.value());
    }

    @Override
    public JsonNode visit(Value.Num value) {
        return NODES.numberNode(value.value());
    }

    @Override
    public JsonNode visit(Value.Text value) {
        return NODES.stringNode(value.value());
    }

    @Override
    public JsonNode visit(Value.Binary value) {
        return NODES.objectNode().put(BINARY, Base64.getEncoder().encodeToString(value.bytes()));
    }

    @Override
    public JsonNode visit(Value.ListOf value) {
        return array(value.elements());
    }

    @Override
    public JsonNode visit(Value.SetOf value) {
        return NODES.objectNode().set(SET, array(value.members()));
    }

    @Override
    public JsonNode visit(Document value) {
        ObjectNode object = NODES.objectNode();
        value.attributes()
                .forEach((name, attribute) ->
                        object.set(name.startsWith(MARK) ? MARK + name : name, attribute.accept(this)));
        return object;
    }

    private ArrayNode array(List<Value> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(value.accept(this)));
        return array;
    }

    static Value valueOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> Value.nothing();
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER -> Value.of(node.decimalValue());
            case STRING -> Value.of(node.stringValue());
            case ARRAY -> new Value.ListOf(elements(node));
            case OBJECT -> object(node);
            default -> throw new SnapshotJson.MalformedException("it holds a " + node.getNodeType() + ".");
        };
    }

    private static Value object(JsonNode node) {
        if (node.size() == 1 && node.has(BINARY)) {
            return binary(node.get(BINARY));
        }
        if (node.size() == 1 && node.has(SET)) {
            return Value.SetOf.of(elements(node.get(SET)));
        }
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            attributes.put(nameOf(property.getKey()), valueOf(property.getValue()));
        }
        return new Document(attributes);
    }

    private static String nameOf(String property) {
        if (!property.startsWith(MARK)) {
            return property;
        }
        if (!property.startsWith(MARK, 1)) {
            throw new SnapshotJson.MalformedException("it holds the unknown mark " + Limits.quoted(property) + ".");
        }
        return property.substring(1);
    }

    private static Value binary(JsonNode node) {
        try {
            return Value.of(Base64.getDecoder().decode(node.isString() ? node.stringValue() : "?"));
        } catch (IllegalArgumentException e) {
            throw new SnapshotJson.MalformedException("it holds a " + BINARY + " that is no base64 text.");
        }
    }

    private static List<Value> elements(JsonNode node) {
        if (!node.isArray()) {
            throw new SnapshotJson.MalformedException("it holds a " + SET + " that is no list.");
        }
        List<Value> elements = new ArrayList<>();
        node.forEach(element -> elements.add(valueOf(element)));
        return elements;
    }
}
