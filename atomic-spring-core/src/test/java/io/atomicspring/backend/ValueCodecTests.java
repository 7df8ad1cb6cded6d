package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueCodecTests {

    @Test
    void everyValueReadsBack() {
        RandomValues values = new RandomValues(5);
        for (int i = 0; i < 5_000; i++) {
            Value value = values.value(4);
            assertThat(ValueCodec.decode(ValueCodec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void valuesAreEqualExactlyWhenTheirBytesAre() {
        RandomValues values = new RandomValues(6);
        Map<Value, byte[]> known = new HashMap<>();
        Map<String, Value> byBytes = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Value value = values.value(2);
            byte[] bytes = ValueCodec.encode(value);
            assertThat(known.computeIfAbsent(value, unseen -> bytes)).isEqualTo(bytes);
            assertThat(byBytes.computeIfAbsent(HexFormat.of().formatHex(bytes), unseen -> value))
                    .isEqualTo(value);
        }
        assertThat(known).hasSameSizeAs(byBytes).hasSizeGreaterThan(1_000);
    }

    @Test
    void equalValuesThatWereMadeDifferentlyHaveEqualBytes() {
        Map<String, Value> oneWay = new LinkedHashMap<>();
        oneWay.put("b", Value.of(new BigDecimal("1.10")));
        oneWay.put("\uFFFD", Value.strings("x", "y", "x"));
        oneWay.put("\uD83D\uDE00", Value.numbers(2, 1));
        Map<String, Value> otherWay = new LinkedHashMap<>();
        otherWay.put("\uD83D\uDE00", Value.SetOf.of(List.of(Value.of(1), Value.of(new BigDecimal("2.0")))));
        otherWay.put("\uFFFD", Value.strings("y", "x"));
        otherWay.put("b", Value.of(new BigDecimal("11E-1")));
        assertThat(ValueCodec.encode(new Document(oneWay))).isEqualTo(ValueCodec.encode(new Document(otherWay)));
    }

    @Test
    void theBytesAreTheOnesThatAreWrittenDown() {
        assertThat(text(Value.nothing())).isEqualTo("0");
        assertThat(text(Value.of(true))).isEqualTo("t");
        assertThat(text(Value.of(false))).isEqualTo("f");
        assertThat(text(Value.of(new BigDecimal("-1.50")))).isEqualTo("n-15e-1");
        assertThat(text(Value.of("h\u00E9"))).isEqualTo("sh\u00C3\u00A9");
        assertThat(text(Value.list(Value.of(7)))).isEqualTo("l\0\0\0\2n7");
        assertThat(text(Document.of("k", Value.of("v")))).isEqualTo("m\0\0\0\1k\0\0\0\2sv");
        assertThat(text(Value.numbers(10, 9))).isEqualTo("N\0\0\0\0019\0\0\0\00210");
    }

    private static String text(Value value) {
        return new String(ValueCodec.encode(value), StandardCharsets.ISO_8859_1);
    }

    @Test
    void bytesThatAreNoValueAreRefused() {
        byte[] good = ValueCodec.encode(Document.of("key", Value.list(Value.of(1), Value.of("text"))));
        List<byte[]> broken = new ArrayList<>();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            if (length == 1) {
                continue; // an empty map
            }
            broken.add(cut);
        }
        for (String text : List.of("", "x", "n", "nabc", "n1e999", "l\0\0\0\5n", "l\uFFFF\uFFFF", "S", "N\0\0\0\1x")) {
            broken.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        for (byte[] bytes : broken) {
            assertThatIllegalArgumentException()
                    .as("%s", HexFormat.of().formatHex(bytes))
                    .isThrownBy(() -> ValueCodec.decode(bytes));
        }
    }
}
