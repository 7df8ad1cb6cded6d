package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortRangeTests {

    private static final int[] ALPHABET = {0, 'a', 'b', 0x7F, 0x80, 0x7FF, 0xFFFF, 0x10000, 0x10FFFF};

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.appendCodePoint(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }

    private static SortRange range(Random random) {
        if (random.nextBoolean()) {
            return SortRange.prefix(text(random));
        }
        String one = text(random);
        String other = text(random);
        return Utf8.compare(one, other) <= 0 ? SortRange.between(one, other) : SortRange.between(other, one);
    }

    private static boolean isWithin(byte[] sort, SortRange range) {
        byte[] upper = range.upper();
        return Arrays.compareUnsigned(range.lower(), sort) <= 0
                && (upper == null || Arrays.compareUnsigned(sort, upper) < 0);
    }

    @Test
    void theBytesOfARangeIncludeExactlyItsSorts() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            SortRange range = range(random);
            String sort = text(random);
            assertThat(isWithin(sort.getBytes(StandardCharsets.UTF_8), range))
                    .as("'%s' in %s", sort, range)
                    .isEqualTo(range.includes(sort));
        }
    }

    @Test
    void firstAndLastAreTheEndsOfARange() {
        Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            SortRange range = range(random);
            assertThat(range.includes(range.first()))
                    .as("the first of %s", range)
                    .isTrue();
            assertThat(range.includes(range.last())).as("the last of %s", range).isTrue();
            assertThat(Key.of("s", "p", range.last()).sort()).isEqualTo(range.last());
            String sort = text(random);
            if (range.includes(sort)) {
                assertThat(Utf8.compare(range.first(), sort)).isLessThanOrEqualTo(0);
                assertThat(Utf8.compare(sort, range.last())).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void theLastSortOfAPrefixIsAsLongAsASortCanBe() {
        for (String prefix : List.of("", "a", "ab", "abc", "\u20AC", "s".repeat(1023), "s".repeat(1022))) {
            String last = SortRange.prefix(prefix).last();
            assertThat(last).startsWith(prefix);
            assertThat(Utf8.length(last)).isEqualTo(Limits.MAX_SORT_BYTES);
        }
    }
}
