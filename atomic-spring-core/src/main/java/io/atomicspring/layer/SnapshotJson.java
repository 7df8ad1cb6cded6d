package io.atomicspring.layer;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Utf8;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Snapshots as JSON that people can read, with the format's version first. The layer and partition are inside, so that a file
 * that was renamed or copied is not taken for another's.
 */
final class SnapshotJson {

    private static final String FORMAT = "format";
    private static final int THIS_FORMAT = 1;
    private static final String LAYER = "layer";
    private static final String PARTITION = "partition";
    private static final String REVISION = "revision";
    private static final String ITEMS = "items";
    private static final String VERSION = "version";
    private static final String ITEM = "item";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SnapshotJson() {}

    static byte[] encode(SnapshotKey key, SnapshotContent content) {
        ObjectNode root = JSON.createObjectNode();
        root.put(FORMAT, THIS_FORMAT);
        root.put(LAYER, key.layer());
        root.put(PARTITION, key.partition());
        root.put(REVISION, content.revision());
        ObjectNode items = root.putObject(ITEMS);
        content.items().forEach((id, item) -> {
            ObjectNode node = items.putObject(id);
            node.put(VERSION, item.version());
            node.set(ITEM, item.value().accept(ValueToJson.INSTANCE));
        });
        return JSON.writeValueAsBytes(root);
    }

    static SnapshotContent decode(SnapshotKey key, byte[] bytes, String location) {
        try {
            return decode(key, JSON.readTree(bytes));
        } catch (MalformedException | InvalidInputException e) {
            throw new UnusableSnapshotException(key, location, e.getMessage() + " " + NEXT_STEP, null);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new UnusableSnapshotException(
                    key,
                    location,
                    "its " + bytes.length + " bytes are no complete JSON" + where + ". " + NEXT_STEP,
                    null);
        }
    }

    private static final String NEXT_STEP =
            "Restore it from a copy; events that are not in it yet are still in the store.";

    /** The content is JSON, and still no snapshot. */
    static final class MalformedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private static SnapshotContent decode(SnapshotKey key, JsonNode root) {
        long format = wholeNumber(root, FORMAT);
        if (format != THIS_FORMAT) {
            throw new MalformedException("its format is " + format + ", and this version reads format " + THIS_FORMAT
                    + ". Use the version that wrote it.");
        }
        checkOwner(LAYER, key.layer(), root);
        checkOwner(PARTITION, key.partition(), root);
        TreeMap<String, SnapshotContent.Item> items = new TreeMap<>(Utf8::compare);
        for (Map.Entry<String, JsonNode> property :
                object(root.get(ITEMS), ITEMS).properties()) {
            JsonNode item = object(property.getValue(), property.getKey());
            JsonNode value = item.get(ITEM);
            if (value == null) {
                throw new MalformedException("item " + Limits.quoted(property.getKey()) + " has no content.");
            }
            items.put(
                    property.getKey(),
                    new SnapshotContent.Item(wholeNumber(item, VERSION), ValueToJson.valueOf(value)));
        }
        return new SnapshotContent(wholeNumber(root, REVISION), items);
    }

    private static void checkOwner(String what, String expected, JsonNode root) {
        JsonNode found = root.get(what);
        if (found == null || !found.isString() || !found.stringValue().equals(expected)) {
            throw new MalformedException("it says that it belongs to " + what + " "
                    + (found == null || !found.isString() ? "nothing" : Limits.quoted(found.stringValue())) + ".");
        }
    }

    private static JsonNode object(@Nullable JsonNode node, String name) {
        if (node == null || !node.isObject()) {
            throw new MalformedException(Limits.quoted(name) + " is missing or no JSON object.");
        }
        return node;
    }

    private static long wholeNumber(JsonNode node, String name) {
        JsonNode number = node.get(name);
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new MalformedException(Limits.quoted(name) + " is missing or no whole number.");
        }
        return number.longValue();
    }
}
