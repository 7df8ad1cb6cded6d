package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Several processes on one file, and processes that are killed. */
@Timeout(120)
class SqliteProcessesTests {

    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private SqliteFixture fixture;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void create() {
        fixture = new SqliteFixture(folder);
    }

    @AfterEach
    void close() {
        children.forEach(Process::destroyForcibly);
        fixture.close();
    }

    @Test
    void twoProcessesLoseNoneOfTheirAdds() throws Exception {
        long each = 2000;
        Backend backend = fixture.open(options -> options.timeout(PATIENT));
        Process child = start("add", String.valueOf(each));
        BufferedReader output = SqliteChild.output(child);
        assertThat(output.readLine()).isEqualTo("ready");
        for (int i = 0; i < each; i++) {
            backend.apply(Shapes.add(SqliteChild.HITS, BigDecimal.ONE));
        }
        assertThat(output.readLine()).isEqualTo("done");
        assertThat(child.waitFor()).isZero();
        Entry hits =
                backend.read(List.of(SqliteChild.HITS)).find(SqliteChild.HITS).orElseThrow();
        assertThat(hits.document().get(Shapes.COUNT)).isEqualTo(Value.of(2 * each));
    }

    @RepeatedTest(3)
    void aProcessKilledInTheMiddleOfItsCommitsLeavesWholeCommitsOnly() throws Exception {
        Process child = start("commit");
        BufferedReader output = SqliteChild.output(child);
        assertThat(output.readLine()).isEqualTo("ready");
        for (int i = 0; i < 20; i++) {
            output.readLine();
        }
        child.toHandle().destroyForcibly(); // unlike the process itself, leaves the pipe open
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        long acknowledged = 20;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            acknowledged = Long.parseLong(line);
        }

        Map<Key, Entry> found = fixture.open().read(SqliteChild.KEYS).entries();
        Set<Value> numbers =
                found.values().stream().map(entry -> entry.document().get("n")).collect(Collectors.toSet());
        assertThat(found).hasSize(SqliteChild.KEYS.size());
        assertThat(numbers).as("one commit").hasSize(1);
        assertThat(numbers.iterator().next())
                .as("the last one that was acknowledged, or the next")
                .isIn(Value.of(acknowledged), Value.of(acknowledged + 1));
    }

    @Test
    void nodesMayStartOnAFreshFileAtTheSameMoment() throws Exception {
        int nodes = 6;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        for (int round = 0; round < 10; round++) {
            Path file = folder.resolve("fresh-" + round + ".db");
            CyclicBarrier together = new CyclicBarrier(nodes);
            List<Callable<Backend>> starts = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                starts.add(() -> {
                    SQLiteDataSource dataSource = new SQLiteDataSource();
                    dataSource.setUrl("jdbc:sqlite:" + file);
                    together.await();
                    Backend backend = JdbcBackend.on(dataSource, options -> options.timeout(PATIENT));
                    backend.apply(Shapes.add(SqliteChild.HITS, BigDecimal.ONE));
                    return backend;
                });
            }
            Backend last = null;
            for (Future<Backend> start : threads.invokeAll(starts)) {
                last = start.get();
            }
            Entry hits =
                    last.read(List.of(SqliteChild.HITS)).find(SqliteChild.HITS).orElseThrow();
            assertThat(hits.document().get(Shapes.COUNT)).isEqualTo(Value.of(nodes));
        }
        threads.shutdown();
    }

    private Process start(String task, String... more) throws Exception {
        Process child = SqliteChild.start(task, fixture.file, more);
        children.add(child);
        return child;
    }
}
