package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Runs the groups for a moment: figures mean nothing then, but every answer is checked and commands are counted. */
class BenchmarksIT {

    private static final Duration MOMENT = Duration.ofMillis(50);

    private final GroupRun run =
            new GroupRun(new Settings(List.of(), List.of(), 2, MOMENT, MOMENT, null), TimeSource.system());

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aLockOnRedisTakesOneCommandToAcquireAndOneToRelease(int threads) throws Exception {
        Map<String, Double> sent =
                ours(run.measure(RedisGroups.lock(), threads)).sentPerOperation();

        assertThat(sent).isEqualTo(Map.of("evalsha", 2.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anAddOnRedisTakesOneCommand(int threads) throws Exception {
        Map<String, Double> sent =
                ours(run.measure(RedisGroups.counter(), threads)).sentPerOperation();

        assertThat(sent).isEqualTo(Map.of("evalsha", 1.0));
    }

    @Test
    void theRawLimitTakesTheCommandsItNames() throws Exception {
        SubjectResult limit = run.measure(RedisGroups.lock(), 1).limit();

        assertThat(limit.sentPerOperation()).isEqualTo(Map.of("set", 1.0, "evalsha", 1.0));
        assertThat(limit.callsInScriptsPerOperation()).isEqualTo(2.0);
    }

    @Test
    void memoryIsMeasuredWithoutAServer() throws Exception {
        for (Group group : List.of(MemoryGroups.lock(), MemoryGroups.counter())) {
            GroupResult result = run.measure(group, 2);

            assertThat(result.subjects()).hasSize(2).allSatisfy(subject -> {
                assertThat(subject.usesServer()).isFalse();
                assertThat(subject.perSecond().min()).isPositive();
            });
        }
    }

    @Test
    void noDriverLogsItsCommands() {
        assertThat(List.of("io.lettuce", "io.netty", "org.redisson", "org.springframework"))
                .allMatch(driver -> !LoggerFactory.getLogger(driver).isInfoEnabled());
    }

    private static SubjectResult ours(GroupResult result) {
        return result.subjects().stream()
                .filter(subject -> subject.subject().equals("Atomic Spring"))
                .findFirst()
                .orElseThrow();
    }
}
