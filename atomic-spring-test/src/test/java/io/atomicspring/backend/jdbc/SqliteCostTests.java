package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.SortRange;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operation costs: statements counted on the physical connection, and the plans SQLite makes for them. */
class SqliteCostTests {

    private static final Key KEY = Key.of("space", "p");
    private static final Key OTHER = Key.of("space", "q");
    private static final Value.Binary OWNER = Value.of(new byte[] {1});

    @TempDir
    Path folder;

    private SqliteFixture fixture;
    private WatchedDataSource watched;
    private Backend backend;

    @BeforeEach
    void open() {
        fixture = new SqliteFixture(folder);
        watched = new WatchedDataSource(fixture.url(), fixture.file.toString());
        backend = fixture.open(fixture.pool(1, watched), options -> options);
        backend.apply(Shapes.add(KEY, BigDecimal.ONE));
        watched.executed();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aWriteTakesFourStatements() {
        backend.apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(watched.executed()).containsExactly("BEGIN", "SELECT", "INSERT", "COMMIT");
    }

    @Test
    void aWriteToAKeyWithoutARowAlsoReadsTheFloor() {
        backend.apply(Shapes.acquire(OTHER, OWNER, "me", Duration.ofSeconds(1)));
        assertThat(watched.executed()).containsExactly("BEGIN", "SELECT", "SELECT", "INSERT", "COMMIT");
    }

    @Test
    void aRemovalTakesFourStatements() {
        backend.apply(Shapes.acquire(OTHER, OWNER, "me", Duration.ofSeconds(1)));
        watched.executed();
        backend.apply(Shapes.release(OTHER, OWNER));
        assertThat(watched.executed()).containsExactly("BEGIN", "SELECT", "INSERT", "COMMIT");
    }

    @Test
    void aRefusalWritesNothing() {
        backend.apply(Shapes.acquire(KEY, OWNER, "me", Duration.ofSeconds(1)));
        assertThat(watched.executed()).containsExactly("BEGIN", "SELECT", "ROLLBACK");
    }

    @Test
    void aCommitReadsAndWritesEachOfItsRowsOnce() {
        backend.applyAll(List.of(Shapes.add(KEY, BigDecimal.ONE), Shapes.add(OTHER, BigDecimal.ONE)));
        assertThat(watched.executed())
                .containsExactly("BEGIN", "SELECT", "SELECT", "SELECT", "INSERT", "INSERT", "COMMIT");
    }

    @Test
    void aReadOfOneKeyIsOneStatement() {
        backend.read(List.of(KEY));
        assertThat(watched.executed()).containsExactly("SELECT");
    }

    @Test
    void aReadOfSeveralKeysIsOneTransaction() {
        backend.read(List.of(KEY, OTHER, KEY));
        assertThat(watched.executed()).containsExactly("BEGIN", "SELECT", "SELECT", "ROLLBACK");
    }

    @Test
    void aPageIsOneStatement() {
        backend.scan(new Scan("space", "p", SortRange.all(), Scan.Direction.DESCENDING, 10, null));
        backend.scanSpace("space", 10, null);
        assertThat(watched.executed()).containsExactly("SELECT", "SELECT");
    }

    @Test
    void aPurgeThatFindsNothingTakesNoLock() {
        backend.purge(100);
        assertThat(watched.executed()).containsExactly("SELECT", "SELECT");
    }

    @Test
    void everyStatementSearchesThePrimaryKeyAndSortsNothing() throws SQLException {
        String partition = "namespace=? AND space=? AND partition_key=? AND ";
        Map<String, String> expected = Map.of(
                "read", partition + "sort_key=?",
                "drop", partition + "sort_key=?",
                "scan-ascending", partition + "sort_key>? AND sort_key<?",
                "scan-descending", partition + "sort_key>? AND sort_key<?",
                "scan-space", "namespace=? AND space=? AND (partition_key,sort_key)>(?,?)",
                "purge-stretch", "namespace=? AND (space,partition_key,sort_key)>(?,?,?)",
                "purge-candidates",
                        "namespace=? AND (space,partition_key,sort_key)>(?,?,?) AND (space,partition_key,sort_key)<(?,?,?)");
        Map<String, String> statements = new SqlResources("sqlite", "atomic_").statements();
        for (Map.Entry<String, String> each : expected.entrySet()) {
            assertThat(plan(statements.get(each.getKey())))
                    .as(each.getKey())
                    .isEqualTo("SEARCH atomic_entry USING PRIMARY KEY (" + each.getValue() + ")\n");
        }
    }

    private String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(fixture.url());
                PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet steps = statement.executeQuery()) {
            while (steps.next()) {
                plan.append(steps.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
