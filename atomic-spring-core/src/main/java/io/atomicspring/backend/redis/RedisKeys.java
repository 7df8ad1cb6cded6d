package io.atomicspring.backend.redis;

import io.atomicspring.backend.Key;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The names of our keys in Redis, in format 1: injective for every Unicode string, and never with an empty hash tag.
 *
 * <pre>
 * tags by partition                                       tags by namespace
 * as1:NS:eLEN{=PARTITION}SPACE:SORT    entry              as1:{NS}:eLEN=PARTITION:SPACE:SORT
 * as1:NS:iLEN{=PARTITION}SPACE         index              as1:{NS}:iLEN=PARTITION:SPACE
 * as1:NS:f{SLOT TAG}                   version floor      as1:{NS}:f
 * </pre>
 *
 * {@code NS} is the namespace with everything but letters, digits, {@code _.-} as {@code %XX}; {@code LEN} the bytes of the partition,
 * which makes its end certain. A partition with a {@code }} in it ends the tag early: more keys share the slot, none fewer.
 */
final class RedisKeys {

    private final TagPolicy tags;
    /** With the colon behind the namespace. */
    private final byte[] prefix;
    /** By slot; filled when a slot is first used. Atomic, so that who sees an array sees its bytes too. */
    private final AtomicReferenceArray<byte[]> floors = new AtomicReferenceArray<>(SlotHash.SLOT_COUNT);

    RedisKeys(RedisOptions options) {
        tags = options.tags();
        String namespace = escaped(options.namespace());
        String tagged = tags == TagPolicy.NAMESPACE ? "{" + namespace + "}" : namespace;
        prefix = ascii("as1:" + tagged + ":");
    }

    byte[] entry(Key key) {
        byte[] sort = key.sort().getBytes(StandardCharsets.UTF_8);
        return key('e', key.space(), key.partition(), sort, true);
    }

    /** What the keys of a partition's entries begin with; the sort follows. */
    byte[] entryPrefix(String space, String partition) {
        return key('e', space, partition, new byte[0], true);
    }

    byte[] index(String space, String partition) {
        return key('i', space, partition, new byte[0], false);
    }

    /** The key of the version floor that lies in the slot of a key of ours. */
    byte[] floorOf(byte[] key) {
        int slot = slotOf(key);
        byte[] floor = floors.get(slot);
        if (floor == null) {
            String tag = tags == TagPolicy.NAMESPACE ? "f" : "f{" + SlotTags.of(slot) + "}";
            // Two threads may both put the same bytes there.
            floor = concat(prefix, ascii(tag));
            floors.set(slot, floor);
        }
        return floor;
    }

    /** The slot of a key of ours; with tags by namespace all are in one, here called 0. */
    int slotOf(byte[] key) {
        return tags == TagPolicy.NAMESPACE ? 0 : SlotHash.getSlot(key);
    }

    /** Whether the two keys may be written by one script on a cluster. */
    boolean shareSlot(Key one, Key other) {
        return tags == TagPolicy.NAMESPACE || one.partition().equals(other.partition());
    }

    /** A pattern for SCAN that matches all entries of a space, and perhaps others. */
    byte[] entriesPattern(String space) {
        String middle = tags == TagPolicy.NAMESPACE ? "e*=*:" : "e*{=*}";
        return concat(prefix, ascii(middle + space + ":*"));
    }

    byte[] indexesPattern() {
        return concat(prefix, ascii("i*"));
    }

    /** Reads the key of an entry; null for any other key. */
    @Nullable
    Key parseEntry(byte[] bytes) {
        Parsed parsed = parse(bytes, 'e');
        if (parsed == null) {
            return null;
        }
        int colon = parsed.rest.indexOf(':');
        return colon < 1
                ? null
                : Key.of(parsed.rest.substring(0, colon), parsed.partition, parsed.rest.substring(colon + 1));
    }

    /** What the keys of an index's entries begin with; null if this is no index. */
    byte @Nullable [] entryPrefixOfIndex(byte[] index) {
        Parsed parsed = parse(index, 'i');
        return parsed == null ? null : entryPrefix(parsed.rest, parsed.partition);
    }

    private record Parsed(String partition, String rest) {}

    private @Nullable Parsed parse(byte[] key, char kind) {
        int at = prefix.length;
        if (key.length <= at || key[at] != kind || !Arrays.equals(key, 0, at, prefix, 0, at)) {
            return null;
        }
        int length = 0;
        for (at++; at < key.length && key[at] >= '0' && key[at] <= '9' && length <= 1024; at++) {
            length = length * 10 + key[at] - '0';
        }
        int from = at + (tags == TagPolicy.NAMESPACE ? 1 : 2);
        int to = from + length;
        if (length == 0 || to >= key.length) {
            return null;
        }
        return new Parsed(utf8(key, from, to), utf8(key, to + 1, key.length));
    }

    private byte[] key(char kind, String space, String partition, byte[] sort, boolean colon) {
        byte[] name = partition.getBytes(StandardCharsets.UTF_8);
        boolean namespace = tags == TagPolicy.NAMESPACE;
        // Every key that is used is made here, so no text is put together for it.
        int digits = name.length < 10 ? 1 : name.length < 100 ? 2 : name.length < 1000 ? 3 : 4;
        int fixed = prefix.length + 1 + digits + (namespace ? 1 : 2) + 1 + (colon ? 1 : 0);
        byte[] key = new byte[fixed + name.length + space.length() + sort.length];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        int at = prefix.length;
        key[at++] = (byte) kind;
        for (int i = digits - 1, rest = name.length; i >= 0; i--, rest /= 10) {
            key[at + i] = (byte) ('0' + rest % 10);
        }
        at += digits;
        if (!namespace) {
            key[at++] = '{';
        }
        key[at++] = '=';
        System.arraycopy(name, 0, key, at, name.length);
        at += name.length;
        key[at++] = (byte) (namespace ? ':' : '}');
        for (int i = 0; i < space.length(); i++) {
            key[at++] = (byte) space.charAt(i);
        }
        if (colon) {
            key[at++] = ':';
        }
        System.arraycopy(sort, 0, key, at, sort.length);
        return key;
    }

    private static String escaped(String namespace) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : namespace.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
            escaped.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String utf8(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
