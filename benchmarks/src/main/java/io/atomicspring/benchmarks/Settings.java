package io.atomicspring.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and for how long.
 *
 * @param groups names of groups, or what their names begin with; empty for all
 * @param threads the numbers of threads; empty for those that each group names
 * @param warmUp how long each subject runs before the first round
 * @param out the file for the report, beside the console
 */
record Settings(
        List<String> groups,
        List<Integer> threads,
        int rounds,
        Duration slice,
        Duration warmUp,
        @Nullable Path out) {

    static final Settings DEFAULT =
            new Settings(List.of(), List.of(), 9, Duration.ofMillis(400), Duration.ofMillis(2000), null);

    static final String USAGE = "Use: --groups redis-lock,memory  --threads 16,1  --rounds 9  --slice 400ms"
            + "  --warm-up 2s  --out result.md";

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s)");

    Settings {
        if (rounds < 1) {
            throw new IllegalArgumentException("Measuring takes at least 1 round, not " + rounds + ". " + USAGE);
        }
        if (threads.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("Operations need at least 1 thread, not " + threads + ". " + USAGE);
        }
        if (slice.isZero() || warmUp.isZero()) {
            throw new IllegalArgumentException("Slices and the warm-up must be longer than zero. " + USAGE);
        }
    }

    static Settings parse(String... args) {
        Settings settings = DEFAULT;
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            settings = settings.with(rest.next(), rest);
        }
        return settings;
    }

    boolean select(Group group) {
        return groups.isEmpty() || groups.stream().anyMatch(group::isSelectedBy);
    }

    List<Integer> threadsOf(Group group) {
        return threads.isEmpty() ? group.threads() : threads;
    }

    private Settings with(String option, Iterator<String> rest) {
        if (!List.of("--groups", "--threads", "--rounds", "--slice", "--warm-up", "--out")
                .contains(option)) {
            throw new IllegalArgumentException("There is no option '" + option + "'. " + USAGE);
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("Option '" + option + "' has no value. " + USAGE);
        }
        String value = rest.next();
        return switch (option) {
            case "--groups" -> new Settings(List.of(value.split(",", -1)), threads, rounds, slice, warmUp, out);
            case "--threads" -> new Settings(groups, numbers(option, value), rounds, slice, warmUp, out);
            case "--rounds" -> new Settings(groups, threads, number(option, value), slice, warmUp, out);
            case "--slice" -> new Settings(groups, threads, rounds, duration(option, value), warmUp, out);
            case "--warm-up" -> new Settings(groups, threads, rounds, slice, duration(option, value), out);
            default -> new Settings(groups, threads, rounds, slice, warmUp, Path.of(value));
        };
    }

    private static List<Integer> numbers(String option, String text) {
        return Stream.of(text.split(",", -1)).map(part -> number(option, part)).toList();
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "Option '" + option + "' needs a whole number, not '" + text + "'. " + USAGE, malformed);
        }
    }

    private static Duration duration(String option, String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Option '" + option + "' needs a time such as '400ms' or '2s', not '" + text + "'. " + USAGE);
        }
        long amount = Long.parseLong(parts.group(1));
        return parts.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    }
}
