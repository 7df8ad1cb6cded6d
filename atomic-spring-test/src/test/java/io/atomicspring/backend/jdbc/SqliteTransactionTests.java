package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.time.Deadline;
import io.atomicspring.time.TimeSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConnection;

/** Beside the caller's own transactions, on pools of every size and mood. */
@Timeout(60)
class SqliteTransactionTests {

    private static final Key KEY = Key.of("counters", "hits");

    @TempDir
    Path folder;

    private SqliteFixture fixture;

    @BeforeEach
    void create() {
        fixture = new SqliteFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWriteThatWouldWaitForItsOwnThreadFailsLongBeforeTheDeadlineAndSaysWhy() {
        HikariDataSource pool = fixture.pool(3);
        Backend backend = patient(pool);
        JdbcTemplate jdbc = table(pool);
        Deadline muchEarlier = Deadline.in(Duration.ofSeconds(30), TimeSource.system());
        transaction(pool).executeWithoutResult(status -> {
            jdbc.update("INSERT INTO orders VALUES (1)");
            assertThatThrownBy(() -> add(backend))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageStartingWith("Nothing was written")
                    .hasMessageContaining("calling thread has a transaction open on the same DataSource")
                    .hasMessageContaining("after its completion");
        });
        assertThat(muchEarlier.isOver()).isFalse();
        assertThat(jdbc.queryForObject("SELECT count(*) FROM orders", Integer.class))
                .isEqualTo(1);
        assertThat(count(add(backend))).isEqualTo(1);
    }

    @Test
    void aWriteAfterTheCompletionOfItsTransactionHasAllItsPatience() {
        HikariDataSource pool = fixture.pool(3);
        List<Boolean> shorter = new ArrayList<>();
        transaction(pool).executeWithoutResult(status -> {
            shorter.add(CallersTransaction.mayHaveWritten(pool));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int outcome) {
                    assertThat(TransactionSynchronizationManager.hasResource(pool))
                            .isTrue();
                    shorter.add(CallersTransaction.mayHaveWritten(pool));
                }
            });
        });
        assertThat(shorter).containsExactly(true, false);
    }

    @Test
    void aWriteBehindALeaderThatWaitsForItsThreadFailsToo() throws Exception {
        HikariDataSource pool = fixture.pool(4);
        Backend backend = patient(pool);
        JdbcTemplate jdbc = table(pool);
        List<CompletableFuture<Outcome>> others = new ArrayList<>();
        transaction(pool).executeWithoutResult(status -> {
            jdbc.update("INSERT INTO orders VALUES (1)");
            others.add(CompletableFuture.supplyAsync(() -> add(backend)));
            while (((JdbcBackend) backend).waiting() < 1) {
                fixture.time.sleepAMoment();
            }
            assertThatThrownBy(() -> add(backend))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageContaining("calling thread has a transaction open");
        });
        assertThat(count(others.get(0).get())).as("only the other one was made").isEqualTo(1);
    }

    @Test
    void aWriteInATransactionThatHasOnlyReadIsMadeOutsideOfIt() {
        HikariDataSource pool = fixture.pool(3);
        Backend backend = patient(pool);
        JdbcTemplate jdbc = table(pool);
        transaction(pool).executeWithoutResult(status -> {
            jdbc.queryForObject("SELECT count(*) FROM orders", Integer.class);
            assertThat(count(add(backend))).isEqualTo(1);
            status.setRollbackOnly();
        });
        assertThat(count(add(backend))).as("not rolled back").isEqualTo(2);
    }

    @Test
    void aReadInATransactionThatHasWrittenDoesNotWait() {
        HikariDataSource pool = fixture.pool(3);
        Backend backend = patient(pool);
        JdbcTemplate jdbc = table(pool);
        add(backend);
        transaction(pool).executeWithoutResult(status -> {
            jdbc.update("INSERT INTO orders VALUES (1)");
            assertThat(backend.read(List.of(KEY)).entries()).hasSize(1);
        });
    }

    @Test
    void aTransactionAwareProxyDoesNotDragCallsIntoTheTransaction() {
        HikariDataSource pool = fixture.pool(3);
        Backend backend = patient(new TransactionAwareDataSourceProxy(pool));
        JdbcTemplate jdbc = table(pool);
        transaction(pool).executeWithoutResult(status -> {
            jdbc.update("INSERT INTO orders VALUES (1)");
            assertThat(backend.read(List.of(KEY)).entries()).isEmpty();
            assertThatThrownBy(() -> add(backend)).isInstanceOf(BackendUnavailableException.class);
            status.setRollbackOnly();
        });
        assertThat(jdbc.queryForObject("SELECT count(*) FROM orders", Integer.class))
                .as("nobody committed it")
                .isZero();
        assertThat(count(add(backend))).isEqualTo(1);
    }

    @Test
    void aPoolOfOneConnectionServesManyThreads() throws Exception {
        HikariDataSource pool = fixture.pool(1);
        Backend backend = patient(pool);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            work.add(() -> {
                for (int i = 0; i < 100; i++) {
                    add(backend);
                    assertThat(backend.read(List.of(KEY)).entries()).hasSize(1);
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();
        assertThat(count(add(backend))).isEqualTo(801);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aConnectionGoesBackAsItCame() throws SQLException {
        HikariDataSource pool = fixture.pool(1, config -> {
            config.setAutoCommit(false);
            config.addDataSourceProperty("busy_timeout", "1234");
        });
        Backend backend = patient(pool);
        add(backend);
        assertThatThrownBy(() -> backend.scanSpace("counters", 10, "bad")).isNotNull();
        backend.read(List.of(KEY, Key.of("counters", "other")));
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.unwrap(SQLiteConnection.class).getBusyTimeout())
                    .isEqualTo(1234);
        }
        assertThat(count(add(backend))).isEqualTo(2);
    }

    @Test
    void aConnectionThatCameWithAnOpenTransactionIsNamed() throws SQLException {
        HikariDataSource pool = fixture.pool(1);
        Backend backend = patient(pool);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN"); // and no end
        }
        assertThatThrownBy(() -> add(backend))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("left open");
    }

    @Test
    void statementsOfClosedConnectionsAreForgotten() {
        HikariDataSource pool = fixture.pool(1);
        JdbcBackend backend = patient(pool);
        for (int i = 0; i < 5; i++) {
            add(backend);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        assertThat(count(add(backend))).isEqualTo(6);
        assertThat(((SqliteDialect) backend.dialect()).keptConnections()).isLessThanOrEqualTo(2);
    }

    private JdbcBackend patient(javax.sql.DataSource dataSource) {
        return fixture.open(dataSource, options -> options.timeout(Duration.ofMinutes(1)));
    }

    private static JdbcTemplate table(HikariDataSource pool) {
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        jdbc.execute("CREATE TABLE orders (id INTEGER)");
        return jdbc;
    }

    private static TransactionTemplate transaction(HikariDataSource pool) {
        return new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    private static Outcome add(Backend backend) {
        return backend.apply(Shapes.add(KEY, BigDecimal.ONE));
    }

    private static long count(Outcome outcome) {
        return ((Value.Num) ((Outcome.Applied) outcome).after().document().get(Shapes.COUNT))
                .value()
                .longValueExact();
    }
}
