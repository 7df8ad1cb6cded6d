package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedisStatisticsTests {

    private static final String COMMANDS = """
            # Commandstats\r
            cmdstat_evalsha:calls=20,usec=100,usec_per_call=5.00,rejected_calls=0,failed_calls=0\r
            cmdstat_client|setinfo:calls=2,usec=1,usec_per_call=0.50,rejected_calls=0,failed_calls=0\r
            cmdstat_info:calls=7,usec=900,usec_per_call=128.57,rejected_calls=0,failed_calls=0\r
            """;

    private static final String CPU = """
            # CPU\r
            used_cpu_sys:9.500000\r
            used_cpu_user:9.500000\r
            used_cpu_sys_main_thread:0.500000\r
            used_cpu_user_main_thread:0.250000\r
            """;

    private static final List<String> MONITOR = List.of(
            "+1700000000.000001 [0 127.0.0.1:40000] \"EVALSHA\" \"5aa\" \"1\" \"bench:] \\\"GET\\\"\"",
            "+1700000000.000002 [0 lua] \"GET\" \"bench:0\"",
            "+1700000000.000003 [0 lua] \"DEL\" \"bench:0\"",
            "+1700000000.000004 [0 127.0.0.1:40000] \"del\" \"bench:1\"");

    @Test
    void callsAndMainThreadTimeAreReadAndTheReadingItselfIsNot() {
        assertThat(RedisStatistics.counts(COMMANDS, CPU))
                .isEqualTo(new ServerCounts(Map.of("evalsha", 20L, "client|setinfo", 2L), 750_000));
    }

    @Test
    void onlyWhatIsNewIsCountedSinceAnEarlierReading() {
        ServerCounts earlier = new ServerCounts(Map.of("get", 5L, "set", 2L), 10);
        ServerCounts later = new ServerCounts(Map.of("get", 8L, "set", 2L, "del", 1L), 25);

        assertThat(later.since(earlier)).isEqualTo(new ServerCounts(Map.of("get", 3L, "del", 1L), 15));
    }

    @Test
    void whatAScriptRanIsToldFromWhatAClientSent() {
        SentShares shares = RedisStatistics.shares(MONITOR);
        ServerCounts counts = new ServerCounts(Map.of("evalsha", 100L, "get", 100L, "del", 200L), 0);

        assertThat(shares.sent(counts)).isEqualTo(Map.of("evalsha", 100.0, "del", 100.0));
        assertThat(shares.inScripts(counts)).isCloseTo(200, within(1e-9));
    }

    @Test
    void aCommandThatWasNotWatchedCountsAsSent() {
        assertThat(new SentShares(Map.of()).sent(new ServerCounts(Map.of("ping", 3L), 0)))
                .isEqualTo(Map.of("ping", 3.0));
    }
}
