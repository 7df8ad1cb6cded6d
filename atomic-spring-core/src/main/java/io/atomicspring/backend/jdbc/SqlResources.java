package io.atomicspring.backend.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The SQL files of one dialect. In all of them <code>${prefix}</code> stands for the prefix of the tables, and lines that
 * begin with {@code --} are comments, except that {@code -- name: x} in {@code statements.sql} begins the statement x.
 */
final class SqlResources {

    private static final String NAME = "-- name:";

    private final String folder;
    private final String prefix;

    SqlResources(String dialect, String prefix) {
        this.folder = "io/atomicspring/backend/jdbc/" + dialect + "/";
        this.prefix = prefix;
    }

    /** Where people find a script. */
    String location(String file) {
        return "classpath:" + folder + file;
    }

    /** The statements of a script, in order. */
    List<String> script(String file) {
        String sql = String.join(
                "\n", lines(file).filter(line -> !line.startsWith("--")).toList());
        return Stream.of(sql.split(";", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The statements of {@code statements.sql}, by name. */
    Map<String, String> statements() {
        Map<String, StringBuilder> found = new LinkedHashMap<>();
        String[] name = {""};
        lines("statements.sql").forEach(line -> {
            if (line.startsWith(NAME)) {
                name[0] = line.substring(NAME.length()).strip();
            } else if (!line.startsWith("--") && !line.isBlank()) {
                found.computeIfAbsent(name[0], missing -> new StringBuilder())
                        .append(line.strip())
                        .append(' ');
            }
        });
        Map<String, String> statements = new LinkedHashMap<>();
        found.forEach((key, sql) -> statements.put(key, sql.toString().strip()));
        return statements;
    }

    private Stream<String> lines(String file) {
        try (InputStream in = SqlResources.class.getClassLoader().getResourceAsStream(folder + file)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + folder + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${prefix}", prefix)
                    .lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
