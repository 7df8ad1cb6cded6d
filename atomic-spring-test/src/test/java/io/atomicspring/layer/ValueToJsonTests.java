package io.atomicspring.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueToJsonTests {

    private static final SnapshotKey KEY = new SnapshotKey("l", "p\u0000\uD83D\uDE00");

    static Stream<Value> values() {
        return Stream.of(
                Value.nothing(),
                Value.of(true),
                Value.of(false),
                Value.of(0),
                Value.of(-1),
                Value.of(new BigDecimal("9".repeat(38))),
                Value.of(new BigDecimal("9." + "9".repeat(37) + "E+125")),
                Value.of(new BigDecimal("-1E-130")),
                Value.of(new BigDecimal("0.1")),
                Value.of(new BigDecimal("12345678901234567890.123456789")),
                Value.of(""),
                Value.of("\u0000\u001f\"\\\n\u2028\uD83D\uDE00"),
                Value.of(new byte[0]),
                Value.of(new byte[] {0, 1, -1}),
                Value.list(),
                Value.list(Value.nothing(), Value.of(1), Value.list(Value.of("x"))),
                Value.strings("b", "a", ""),
                Value.numbers(3, 1),
                Value.SetOf.of(List.of(Value.of(new byte[] {1}), Value.of(new byte[0]))),
                Document.empty(),
                Document.of("a", Value.nothing(), "", Value.of("empty name")),
                Document.of("$binary", Value.of("AQ==")),
                Document.of("$set", Value.list(Value.of(1))),
                Document.of("$", Value.of(1), "$$", Value.of(2)),
                Document.of("$x", Document.of("$$binary", Value.of(1))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueComesBackFromJsonAsItWas(Value value) {
        SnapshotContent content =
                new SnapshotContent(7, new TreeMap<>(Map.of("id\uD83D\uDE00", new SnapshotContent.Item(5, value))));

        assertThat(SnapshotJson.decode(KEY, SnapshotJson.encode(KEY, content), "here"))
                .isEqualTo(content);
    }
}
