package io.atomicspring.benchmarks;

import io.atomicspring.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the benchmarks and prints their result as Markdown. */
public final class Benchmarks {

    static final List<Group> GROUPS =
            List.of(RedisGroups.lock(), RedisGroups.counter(), MemoryGroups.lock(), MemoryGroups.counter());

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Settings settings;
        List<Group> selected;
        try {
            settings = Settings.parse(args);
            selected = selected(settings);
        } catch (IllegalArgumentException mistake) {
            System.err.println(mistake.getMessage());
            System.exit(2);
            return;
        }
        String report = run(settings, selected);
        System.out.println(report);
        Path out = settings.out();
        if (out != null) {
            Files.writeString(out, report);
        }
    }

    private static List<Group> selected(Settings settings) {
        List<Group> selected = GROUPS.stream().filter(settings::select).toList();
        if (selected.isEmpty()) {
            String names = GROUPS.stream().map(Group::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    "No group is named by " + settings.groups() + ". There are: " + names + ".");
        }
        return selected;
    }

    private static String run(Settings settings, List<Group> groups) throws Exception {
        TimeSource time = TimeSource.system();
        Instant date = time.now();
        double loadBefore = Conditions.load();
        GroupRun run = new GroupRun(settings, time);
        List<GroupResult> results = new ArrayList<>();
        for (Group group : groups) {
            for (int threads : settings.threadsOf(group)) {
                System.err.println("Measuring " + group.name() + " with " + threads + " thread(s) ...");
                results.add(run.measure(group, threads));
            }
        }
        return MarkdownReport.of(Conditions.of(settings, date, loadBefore, Conditions.load()), results);
    }
}
