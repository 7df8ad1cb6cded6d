package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of keys: no two entries share one, and what must share a slot does. */
class RedisKeysTests {

    private static final List<String> ODD = List.of(
            "a",
            "b",
            "ab",
            "}",
            "{",
            "{}",
            "}{",
            "a}b",
            "a{b}",
            "=",
            ":",
            "a:b",
            "\u0000",
            "1",
            "11",
            "%",
            "/",
            "..",
            "\u00E9",
            "\uD83D\uDE00");
    private static final List<String> SPACES = List.of("a", "ab", "1", "a.b", "a-1");
    private static final List<String> NAMESPACES = List.of("a", "ab", "a:", "a%3A", "{a}", "\u00E9", "my app");

    @Test
    void noTwoEntriesOfAnyNamespaceAndPolicyShareAKey() {
        Map<String, String> owners = new HashMap<>();
        for (TagPolicy tags : TagPolicy.values()) {
            for (String namespace : NAMESPACES) {
                RedisKeys keys = keys(namespace, tags);
                for (Key key : oddKeys()) {
                    String owner =
                            tags + " " + namespace + " " + key.space() + "|" + key.partition() + "|" + key.sort();
                    assertThat(owners.put(latin(keys.entry(key)), owner))
                            .as(owner)
                            .isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TagPolicy.class)
    void anEntrysKeyTellsTheEntry(TagPolicy tags) {
        RedisKeys keys = keys("my app", tags);
        for (Key key : oddKeys()) {
            assertThat(keys.parseEntry(keys.entry(key))).isEqualTo(key);
            assertThat(keys.parseEntry(keys.index(key.space(), key.partition())))
                    .isNull();
            assertThat(keys.entryPrefixOfIndex(keys.index(key.space(), key.partition())))
                    .isEqualTo(keys.entryPrefix(key.space(), key.partition()));
            assertThat(keys.parseEntry(keys.floorOf(keys.entry(key)))).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(TagPolicy.class)
    void entriesOfAPartitionShareASlotWithTheirIndexAndFloorWhateverTheSpace(TagPolicy tags) {
        RedisKeys keys = keys("app", tags);
        for (String partition : ODD) {
            byte[] first = keys.entry(Key.of("a", partition));
            int slot = SlotHash.getSlot(first);
            for (String space : SPACES) {
                assertThat(SlotHash.getSlot(keys.entry(Key.of(space, partition, "}{"))))
                        .isEqualTo(slot);
                assertThat(SlotHash.getSlot(keys.index(space, partition))).isEqualTo(slot);
            }
            assertThat(SlotHash.getSlot(keys.floorOf(first))).isEqualTo(slot);
        }
    }

    @Test
    void partitionsSpreadOverSlots() {
        RedisKeys keys = keys("app", TagPolicy.PARTITION);
        assertThat(ODD.stream()
                        .map(partition -> SlotHash.getSlot(keys.entry(Key.of("a", partition))))
                        .distinct()
                        .count())
                .isGreaterThan(ODD.size() / 2);
    }

    @Test
    void anEmptyOrNullNamespaceIsRefused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> RedisOptions.defaults().namespace(""))
                .withMessageContaining("The namespace ''");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new RedisOptions(null, RedisOptions.defaults().timeout(), TagPolicy.PARTITION));
    }

    private static RedisKeys keys(String namespace, TagPolicy tags) {
        return new RedisKeys(RedisOptions.defaults().namespace(namespace).tags(tags));
    }

    private static List<Key> oddKeys() {
        List<Key> all = new ArrayList<>();
        for (String space : SPACES) {
            for (String partition : ODD) {
                all.add(Key.of(space, partition));
                ODD.forEach(sort -> all.add(Key.of(space, partition, sort)));
            }
        }
        return all;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
