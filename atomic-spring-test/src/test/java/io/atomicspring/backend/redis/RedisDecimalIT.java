package io.atomicspring.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.ExactDecimal;
import io.atomicspring.backend.Value;
import io.lettuce.core.ScriptOutputType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The decimals of the scripts against {@link BigDecimal}. */
class RedisDecimalIT {

    private static final int BATCHES = 100;
    private static final int PAIRS = 1_000;

    /** Sums, differences and orders of all pairs in ARGV. */
    private static final String ALL_PAIRS = """
            local sum, order = decimals()
            local out = {}
            for i = 1, #ARGV, 2 do
              out[#out + 1] = sum(ARGV[i], ARGV[i + 1], false) or 'refused'
              out[#out + 1] = sum(ARGV[i], ARGV[i + 1], true) or 'refused'
              out[#out + 1] = tostring(order(ARGV[i], ARGV[i + 1]))
            end
            return out""";

    @Test
    void aHundredThousandPairsAreAddedSubtractedAndComparedExactly() {
        long seed = ThreadLocalRandom.current().nextLong();
        RandomWrites random = new RandomWrites(new Random(seed));
        String script =
                new String(Script.of(Scripts.CLOCK, "decimal.lua").source(), StandardCharsets.UTF_8) + ALL_PAIRS;
        int refused = 0;
        try (RedisNodes nodes = RedisNodes.withRunningClock()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                List<String> arguments = new ArrayList<>();
                List<String> expected = new ArrayList<>();
                for (int pair = 0; pair < PAIRS; pair++) {
                    BigDecimal left = Value.of(random.number()).value();
                    BigDecimal right = Value.of(random.number()).value();
                    arguments.add(ExactDecimal.text(left));
                    arguments.add(ExactDecimal.text(right));
                    expected.add(text(ExactDecimal.add(left, right)));
                    expected.add(text(ExactDecimal.subtract(left, right)));
                    expected.add(String.valueOf(left.compareTo(right)));
                }
                refused += (int) expected.stream().filter("refused"::equals).count();
                List<String> answers = nodes.commands()
                        .eval(script, ScriptOutputType.MULTI, new String[0], arguments.toArray(String[]::new));
                assertThat(answers).as("seed %s, pairs %s", seed, arguments).isEqualTo(expected);
            }
        }
        // Both sides of the limit were met.
        assertThat(refused).as("seed %s", seed).isBetween(1_000, 2 * BATCHES * PAIRS - 1_000);
    }

    private static String text(Optional<BigDecimal> number) {
        return number.map(ExactDecimal::text).orElse("refused");
    }
}
