package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTests {

    private static final SentShares SHARES = new SentShares(Map.of("get", 0.0));

    @Test
    void aTableHasOneRowPerSubjectWithRatiosAndWhatTheServerDid() {
        GroupResult result = new GroupResult(
                "redis-lock",
                "a lock is acquired and released",
                16,
                "Redis 7",
                List.of(
                        new SubjectResult("limit", List.of(slice(1000), slice(2000)), SHARES),
                        new SubjectResult("ours", List.of(slice(900), slice(1900)), SHARES)));

        assertThat(MarkdownReport.table(result)).isEqualTo("""
                ## redis-lock, 16 threads

                One operation: a lock is acquired and released. Server: Redis 7.

                | subject | of the limit | operations per second | commands per operation | calls in scripts | server CPU µs | client CPU µs |
                |---|---|---|---|---|---|---|
                | limit | 1.00 | 3,000 (2,000–4,000) | 2.00 (evalsha 1.00, set 1.00) | 1.00 | 5.0 | 20.0 |
                | ours | **0.93** (0.90–0.95) | 2,800 (1,800–3,800) | 2.00 (evalsha 1.00, set 1.00) | 1.00 | 5.0 | 20.0 |
                """);
    }

    @Test
    void aSubjectWithoutAServerHasNoServerFigures() {
        Slice slice = new Slice(500, 501, Duration.ofMillis(500), Duration.ofNanos(501 * 30), ServerCounts.NOTHING);
        GroupResult result = new GroupResult(
                "memory-lock",
                "a lock is taken",
                1,
                "none",
                List.of(new SubjectResult("limit", List.of(slice), new SentShares(Map.of()))));

        assertThat(MarkdownReport.table(result))
                .startsWith("## memory-lock, 1 thread\n")
                .endsWith("| limit | 1.00 | 1,000 (1,000–1,000) | – | – | – | 0.03 |\n");
    }

    @Test
    void aTinyRatioIsNoZero() {
        GroupResult result = new GroupResult(
                "memory-lock",
                "a lock is taken",
                1,
                "none",
                List.of(
                        new SubjectResult("limit", List.of(slice(100_000), slice(100_000)), SHARES),
                        new SubjectResult("ours", List.of(slice(300), slice(500)), SHARES)));

        assertThat(MarkdownReport.table(result)).contains("| ours | **0.0040** (0.0030–0.0050) |");
    }

    @Test
    void theConditionsComeFirst() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Date", "2026-11-20");
        facts.put("Machine", "2 processors");

        assertThat(MarkdownReport.of(new Conditions(facts), List.of()))
                .isEqualTo("# Benchmark result\n\n- Date: 2026-11-20\n- Machine: 2 processors\n");
    }

    /** Half a second in which each operation sent two commands, one of them a script with one call. */
    private static Slice slice(long operations) {
        return new Slice(
                operations,
                operations,
                Duration.ofMillis(500),
                Duration.ofNanos(operations * 20_000),
                new ServerCounts(
                        Map.of("evalsha", operations, "set", operations, "get", operations), operations * 5.0));
    }
}
