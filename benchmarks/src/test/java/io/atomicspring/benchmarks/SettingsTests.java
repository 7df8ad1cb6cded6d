package io.atomicspring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

    @Test
    void everyOptionIsRead() {
        assertThat(Settings.parse(
                        "--groups",
                        "redis-lock,memory",
                        "--threads",
                        "1,64",
                        "--rounds",
                        "7",
                        "--slice",
                        "400ms",
                        "--warm-up",
                        "2s",
                        "--out",
                        "result.md"))
                .isEqualTo(new Settings(
                        List.of("redis-lock", "memory"),
                        List.of(1, 64),
                        7,
                        Duration.ofMillis(400),
                        Duration.ofSeconds(2),
                        Path.of("result.md")));
    }

    @Test
    void withoutOptionsEveryGroupIsMeasured() {
        assertThat(Benchmarks.GROUPS).allMatch(Settings.parse()::select);
    }

    @Test
    void aGroupIsNamedInFullOrByItsFirstWords() {
        assertThat(selectedBy("memory")).containsExactly("memory-lock", "memory-counter");
        assertThat(selectedBy("redis-lock,memory-counter")).containsExactly("redis-lock", "memory-counter");
        assertThat(selectedBy("mem")).isEmpty();
    }

    @Test
    void aGroupsOwnThreadsGiveWayToThoseOnTheCommandLine() {
        Group group = Benchmarks.GROUPS.get(0);

        assertThat(Settings.parse().threadsOf(group)).containsExactly(16, 1);
        assertThat(Settings.parse("--threads", "4").threadsOf(group)).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "--speed,    fast,  There is no option '--speed'.",
        "--rounds,   many,  'Option ''--rounds'' needs a whole number, not ''many''.'",
        "--rounds,   0,     'Measuring takes at least 1 round, not 0.'",
        "--threads,  '1,0', 'Operations need at least 1 thread, not [1, 0].'",
        "--slice,    400,   'Option ''--slice'' needs a time such as ''400ms'' or ''2s'', not ''400''.'",
        "--warm-up,  0s,    Slices and the warm-up must be longer than zero.",
    })
    void aMistakeIsNamedTogetherWithTheRightUse(String option, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse(option, value))
                .withMessageStartingWith(message)
                .withMessageEndingWith(Settings.USAGE);
    }

    @Test
    void anOptionWithoutAValueIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--out"))
                .withMessageStartingWith("Option '--out' has no value.");
    }

    private static List<String> selectedBy(String groups) {
        Settings settings = Settings.parse("--groups", groups);
        return Benchmarks.GROUPS.stream()
                .filter(settings::select)
                .map(Group::name)
                .toList();
    }
}
