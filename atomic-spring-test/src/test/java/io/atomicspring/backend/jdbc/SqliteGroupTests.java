package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Writes of many threads on one file: sums, commits, and what an error of the group means for each of them. */
@Timeout(60)
class SqliteGroupTests {

    private static final Key HOT = Key.of("counters", "hot");
    private static final int THREADS = 16;

    @TempDir
    Path folder;

    private SqliteFixture fixture;
    private WatchedDataSource watched;
    private Backend backend;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void open() {
        fixture = new SqliteFixture(folder);
        watched = new WatchedDataSource(fixture.url(), fixture.file.toString());
        backend = fixture.open(fixture.pool(2, watched), options -> options.timeout(Duration.ofSeconds(20)));
        watched.executed();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        watched.calm();
        fixture.close();
    }

    @Test
    void manyThreadsOnOneKeyLoseNothingAndShareCommits() throws Exception {
        long each = 250;
        List<Callable<Long>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            work.add(() -> {
                long last = 0;
                for (int i = 0; i < each; i++) {
                    last = count(backend.apply(Shapes.add(HOT, BigDecimal.ONE)));
                }
                return last;
            });
        }
        long highest = 0;
        for (Future<Long> last : threads.invokeAll(work)) {
            highest = Math.max(highest, last.get());
        }
        assertThat(highest).isEqualTo(THREADS * each);
        assertThat(watched.count("COMMIT")).isEqualTo(watched.count("INSERT")).isLessThan(THREADS * each);
    }

    @Test
    void transfersBetweenAccountsKeepTheSum() throws Exception {
        List<Key> accounts = List.of(Key.of("bank", "a"), Key.of("bank", "b"), Key.of("bank", "c"));
        accounts.forEach(account -> backend.apply(Shapes.add(account, BigDecimal.valueOf(100))));
        List<Callable<Integer>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int from = t % 3;
            work.add(() -> {
                int done = 0;
                for (int i = 0; i < 50; i++) {
                    CommitOutcome outcome = backend.applyAll(List.of(
                            withdraw(accounts.get(from)),
                            Shapes.add(accounts.get((from + 1 + i % 2) % 3), BigDecimal.ONE)));
                    done += outcome instanceof CommitOutcome.Applied ? 1 : 0;
                    assertThat(sum(accounts)).as("no half commit is seen").isEqualTo(300);
                }
                return done;
            });
        }
        int done = 0;
        for (Future<Integer> part : threads.invokeAll(work)) {
            done += part.get();
        }
        assertThat(done).isPositive();
        assertThat(sum(accounts)).isEqualTo(300);
    }

    @Test
    void aCommitThatFailsBeforeItHappensIsUnavailableForTheWholeGroup() throws Exception {
        watched.before("COMMIT", () -> {
            throw new SQLiteException("test", SQLiteErrorCode.SQLITE_IOERR_WRITE);
        });
        assertThat(failuresOfAGroup()).hasSize(THREADS).hasOnlyElementsOfType(BackendUnavailableException.class);
        watched.calm();
        assertThat(backend.read(List.of(HOT)).entries()).isEmpty();
        assertThat(count(backend.apply(Shapes.add(HOT, BigDecimal.ONE)))).isEqualTo(1);
    }

    @Test
    void aCommitThatHappenedAlthoughItFailedIsASuccess() throws Exception {
        watched.after("COMMIT", () -> {
            throw new SQLException("the answer was lost");
        });
        assertThat(failuresOfAGroup()).isEmpty();
        watched.calm();
        assertThat(count(backend.apply(Shapes.add(HOT, BigDecimal.ONE)))).isEqualTo(THREADS + 1);
    }

    @Test
    void aRemovalThatHappenedAlthoughItsCommitFailedIsASuccess() {
        backend.apply(Shapes.add(HOT, BigDecimal.ONE));
        watched.after("COMMIT", () -> {
            throw new SQLException("the answer was lost");
        });
        assertThat(backend.apply(
                        Write.to(HOT).when(Guard.present(), Change.remove()).build()))
                .isInstanceOf(Outcome.Applied.class);
        watched.calm();
        assertThat(backend.read(List.of(HOT)).entries()).isEmpty();
    }

    @Test
    void aCommitThatNobodyCanAskAboutIsUnknownForTheWholeGroup() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        watched.after("COMMIT", () -> {
            commits.incrementAndGet();
            throw new SQLException("the answer was lost");
        });
        watched.before("SELECT", () -> {
            if (commits.getAndSet(0) > 0) {
                throw new SQLException("the database is gone");
            }
        });
        assertThat(failuresOfAGroup()).hasSize(THREADS).hasOnlyElementsOfType(OutcomeUnknownException.class);
    }

    @Test
    void aFailedSyncIsUnknownBecauseRecoveryMayBringTheCommitBack() {
        watched.after("COMMIT", () -> {
            throw new SQLiteException("test", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
        });
        assertThatThrownBy(() -> backend.apply(Shapes.add(HOT, BigDecimal.ONE)))
                .isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void anUnknownWriteThatIsSentAgainIsRecognised() {
        watched.after("COMMIT", () -> {
            throw new SQLiteException("test", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
        });
        Write add = Shapes.add(HOT, BigDecimal.ONE);
        assertThatThrownBy(() -> backend.apply(add)).isInstanceOf(OutcomeUnknownException.class);
        watched.calm();
        Outcome again = backend.apply(add);
        assertThat(((Outcome.Applied) again).recognised()).isTrue();
        assertThat(count(again)).isEqualTo(1);
    }

    @Test
    void aCommitThatIsBusyIsTriedAgainUntilItsReadersAreGone() {
        AtomicInteger tries = new AtomicInteger();
        watched.before("COMMIT", () -> {
            if (tries.incrementAndGet() < 4) {
                throw new SQLiteException("test", SQLiteErrorCode.SQLITE_BUSY);
            }
        });
        assertThat(count(backend.apply(Shapes.add(HOT, BigDecimal.ONE)))).isEqualTo(1);
        assertThat(tries).hasValue(4);
    }

    @Test
    void aFailedWriteLeavesNothingOfItsGroup() throws Exception {
        watched.before("INSERT", () -> {
            throw new SQLiteException("test", SQLiteErrorCode.SQLITE_FULL);
        });
        assertThat(failuresOfAGroup())
                .hasSize(THREADS)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(BackendUnavailableException.class)
                        .hasMessageStartingWith("Nothing was written")
                        .hasMessageContaining("Make room"));
        watched.calm();
        assertThat(backend.read(List.of(HOT)).entries()).isEmpty();
    }

    @Test
    void aDamagedRowFailsItsOwnWriteOnly() throws Exception {
        Key damaged = Key.of("counters", "damaged");
        Key later = Key.of("counters", "later");
        List.of(HOT, damaged, later).forEach(key -> backend.apply(Shapes.add(key, BigDecimal.ONE)));
        sql("UPDATE atomic_entry SET document = x'016d0000' WHERE partition_key = CAST('damaged' AS BLOB)");
        sql("UPDATE atomic_entry SET document = x'7f6d' WHERE partition_key = CAST('later' AS BLOB)");

        List<Future<Outcome>> writes = inOneGroup(List.of(
                Shapes.add(HOT, BigDecimal.ONE),
                Shapes.add(damaged, BigDecimal.ONE),
                Shapes.add(later, BigDecimal.ONE)));
        assertThat(count(writes.get(0).get())).isEqualTo(2);
        assertThatThrownBy(writes.get(1)::get)
                .hasCauseInstanceOf(BackendSetupException.class)
                .hasMessageContaining("'counters/damaged' cannot be read")
                .hasMessageContaining("backup");
        assertThatThrownBy(writes.get(2)::get).hasMessageContaining("format 127");
        assertThatThrownBy(() -> backend.read(List.of(damaged))).isInstanceOf(BackendSetupException.class);
        assertThat(backend.read(List.of(HOT)).entries()).hasSize(1);
    }

    @Test
    void anEmptyDocumentOrATornLogIsDamageAndNotATombstone() throws Exception {
        backend.apply(Shapes.add(HOT, BigDecimal.ONE));
        sql("UPDATE atomic_entry SET document = x''");
        assertThatThrownBy(() -> backend.apply(Shapes.add(HOT, BigDecimal.ONE)))
                .isInstanceOf(BackendSetupException.class);
        backend.apply(Write.to(Key.of("counters", "other"))
                .when(Guard.always(), Change.put(Document.empty(), Expiry.never()))
                .build());
        sql("UPDATE atomic_entry SET operations = x'00' WHERE partition_key = CAST('other' AS BLOB)");
        assertThatThrownBy(() -> backend.apply(Shapes.add(Key.of("counters", "other"), BigDecimal.ONE)))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("log of operations");
    }

    private List<Throwable> failuresOfAGroup() throws Exception {
        List<Write> adds = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            adds.add(Shapes.add(HOT, BigDecimal.ONE));
        }
        List<Throwable> failures = new ArrayList<>();
        for (Future<Outcome> add : inOneGroup(adds)) {
            try {
                add.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause());
            }
        }
        return failures;
    }

    /** Holds the leader back at its BEGIN until everybody waits. */
    private List<Future<Outcome>> inOneGroup(List<Write> writes) throws Exception {
        CountDownLatch gathered = new CountDownLatch(1);
        watched.before("BEGIN", () -> {
            try {
                gathered.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        });
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (Write write : writes) {
            outcomes.add(threads.submit(() -> backend.apply(write)));
        }
        while (((JdbcBackend) backend).waiting() < writes.size()) {
            fixture.time.sleepAMoment();
        }
        gathered.countDown();
        return outcomes;
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = watched.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            assertThat(prepared.executeUpdate()).isPositive();
        }
    }

    private long sum(List<Key> accounts) {
        return backend.read(accounts).entries().values().stream()
                .mapToLong(entry ->
                        ((Value.Num) entry.document().get(Shapes.COUNT)).value().longValueExact())
                .sum();
    }

    private static Write withdraw(Key account) {
        Write add = Shapes.add(account, BigDecimal.ONE.negate());
        Guard enough = Guard.atLeast(io.atomicspring.backend.Path.attribute(Shapes.COUNT), Value.of(1));
        return Write.to(account).when(enough, add.branches().get(0).change()).build();
    }

    private static long count(Outcome outcome) {
        return ((Value.Num) ((Outcome.Applied) outcome).after().document().get(Shapes.COUNT))
                .value()
                .longValueExact();
    }
}
