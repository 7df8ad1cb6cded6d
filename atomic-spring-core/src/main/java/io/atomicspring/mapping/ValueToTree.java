package io.atomicspring.mapping;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A value as Jackson's tree. Sets become arrays, which Jackson reads as sets and lists alike. */
enum ValueToTree implements Value.Visitor<JsonNode> {
    INSTANCE;

    /** Keeps decimals as they are: the stored form is the one form already. */
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    public JsonNode visitNull() {
        return NODES.nullNode();
    }

    @Override
    public JsonNode visit(Value.Bool value) {
        return NODES.booleanNode(value.value());
    }

    /** Whole numbers as integers, so that a stored 1 can be read as int, long, double and BigDecimal. */
    @Override
    public JsonNode visit(Value.Num value) {
        BigDecimal number = value.value();
        if (number.scale() > 0) {
            return NODES.numberNode(number);
        }
        return number.abs().compareTo(MAX_LONG) <= 0
                ? NODES.numberNode(number.longValueExact())
                : NODES.numberNode(number.toBigIntegerExact());
    }

    @Override
    public JsonNode visit(Value.Text value) {
        return NODES.stringNode(value.value());
    }

    @Override
    public JsonNode visit(Value.Binary value) {
        return NODES.binaryNode(value.bytes());
    }

    @Override
    public JsonNode visit(Value.ListOf value) {
        return array(value.elements());
    }

    @Override
    public JsonNode visit(Document value) {
        ObjectNode object = NODES.objectNode();
        value.attributes().forEach((name, attribute) -> object.set(name, attribute.accept(this)));
        return object;
    }

    @Override
    public JsonNode visit(Value.SetOf value) {
        return array(value.members());
    }

    private JsonNode array(List<Value> elements) {
        ArrayNode array = NODES.arrayNode();
        elements.forEach(element -> array.add(element.accept(this)));
        return array;
    }
}
