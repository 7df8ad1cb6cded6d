package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Tests {

    private static final int[] EDGES = {
        0, 1, 'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF
    };

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            text.appendCodePoint(EDGES[random.nextInt(EDGES.length)]);
        }
        return text.toString();
    }

    @Test
    void theOrderIsThatOfUnsignedBytes() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String left = randomText(random);
            String right = randomText(random);
            int expected = Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(Utf8.compare(left, right)))
                    .as("'%s' and '%s'", left, right)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void surrogatePairsComeBehindTheBasicPlane() {
        assertThat(Utf8.compare("\uFFFD", "\uD83D\uDE00")).isNegative();
        assertThat("\uFFFD".compareTo("\uD83D\uDE00"))
                .as("where String differs")
                .isPositive();
    }

    @Test
    void theLengthIsThatOfTheBytes() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            String text = randomText(random);
            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void loneSurrogatesAreRefusedWithTheirPlace() {
        for (String text : List.of("\uD83D", "a\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "x\uD83Dy")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Utf8.checkEncodable("The name", text))
                    .withMessageContaining("The name has a lone surrogate \\uD")
                    .withMessageContaining("at index");
        }
        assertThat(Utf8.checkEncodable("The name", "\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    }
}
