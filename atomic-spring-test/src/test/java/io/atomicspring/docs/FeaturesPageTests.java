package io.atomicspring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The features page names tests that exist. */
class FeaturesPageTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A test class, alone or with a method: {@code LeaseTests}, {@code SyncTests#aTest}, or a group of the contract. */
    private static final Pattern REFERENCE =
            Pattern.compile("(contract )?(?:`[^`]*`, )?`([A-Z][A-Za-z]+)(?:#([A-Za-z0-9]+))?`");

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (String line : Files.readAllLines(ROOT.resolve("docs/features.md"))) {
            Matcher reference = REFERENCE.matcher(lastCell(line));
            while (reference.find()) {
                if (exists(sources, reference.group(2), reference.group(3))) {
                    found++;
                } else {
                    missing.add(reference.group(2) + "#" + reference.group(3));
                }
            }
        }
        assertThat(missing)
                .as("tests named by docs/features.md that nobody wrote")
                .isEmpty();
        assertThat(found).as("tests named by docs/features.md").isGreaterThan(100);
    }

    private static boolean exists(Map<String, String> sources, String name, String method) {
        String group = name.replaceFirst("Law$", "") + "Group";
        String source = sources.getOrDefault(name, sources.get(group));
        return source != null && (method == null || source.contains("void " + method + "("));
    }

    /** The tests of a row of the page. */
    private static String lastCell(String line) {
        int end = line.lastIndexOf('|');
        int start = line.lastIndexOf('|', end - 1);
        return line.startsWith("|") && start >= 0 ? line.substring(start + 1, end) : "";
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> tests = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> file.toString().contains("/src/test/")
                            || file.toString().contains("/test/contract/"))
                    .toList();
            for (Path file : tests) {
                sources.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        return sources;
    }
}
