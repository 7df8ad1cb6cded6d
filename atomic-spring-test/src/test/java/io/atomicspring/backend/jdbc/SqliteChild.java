package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sqlite.SQLiteDataSource;

/** Another process on the same file: {@code add <file> <times>} or {@code commit <file>}, which goes on until it is killed. */
final class SqliteChild {

    static final Key HITS = Key.of("counters", "hits");
    /** What one commit of the child writes, each with the number of the commit. */
    static final List<Key> KEYS =
            IntStream.range(0, 20).mapToObj(i -> Key.of("parts", "part-" + i)).toList();

    private SqliteChild() {}

    static Process start(String task, Path file, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SqliteChild.class.getName(),
                task,
                file.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("SystemOut") // the pipe to the parent
    public static void main(String[] arguments) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + arguments[1]);
        try (Backend backend = JdbcBackend.on(dataSource, options -> options.timeout(Duration.ofSeconds(30)))) {
            System.out.println("ready");
            if (arguments[0].equals("add")) {
                for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                    backend.apply(Shapes.add(HITS, BigDecimal.ONE));
                }
                System.out.println("done");
                return;
            }
            for (long n = 1; ; n++) {
                long number = n;
                backend.applyAll(KEYS.stream().map(key -> numbered(key, number)).toList());
                System.out.println(n);
            }
        }
    }

    private static Write numbered(Key key, long n) {
        Document document = Document.of("n", Value.of(n), "text", Value.of("x".repeat(2000)));
        return Write.to(key)
                .when(Guard.always(), Change.put(document, Expiry.never()))
                .build();
    }
}
