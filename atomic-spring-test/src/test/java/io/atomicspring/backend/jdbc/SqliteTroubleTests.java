package io.atomicspring.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Files that cannot be used, and files that cannot be used now: what is said, and that nothing is half written. */
@Timeout(60)
class SqliteTroubleTests {

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
    void aFileThatHoldsSomethingElseIsNotTouched() throws IOException {
        byte[] content = "To whom it may concern: this is a letter and no database.\n"
                .repeat(200)
                .getBytes();
        Files.write(fixture.file, content);
        assertThatThrownBy(() -> JdbcBackend.on(url(fixture.url())))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("no SQLite database")
                .hasMessageContaining(fixture.file.toString());
        assertThat(Files.readAllBytes(fixture.file)).isEqualTo(content);
    }

    @Test
    void aDamagedFileIsAMatterForAPerson() throws Exception {
        try (Backend backend = fixture.open(url(fixture.url()), options -> options)) {
            for (int i = 0; i < 300; i++) {
                backend.apply(put(Key.of("items", "item-" + i), "x".repeat(500)));
            }
        }
        checkpoint();
        byte[] content = Files.readAllBytes(fixture.file);
        for (int i = 4096 * 2; i < content.length; i++) {
            content[i] = 0x55;
        }
        Files.write(fixture.file, content);
        assertThatThrownBy(() -> {
                    Backend backend = JdbcBackend.on(url(fixture.url()));
                    backend.apply(put(Key.of("items", "item-7"), "y"));
                })
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("backup");
    }

    @Test
    void aReadOnlyFileIsRefusedAtTheStartWithAndWithoutTables() throws SQLException {
        try (Connection connection = DriverManager.getConnection(fixture.url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        DataSource readOnly = url("jdbc:sqlite:file:" + fixture.file + "?mode=ro");
        assertThatThrownBy(() -> JdbcBackend.on(readOnly))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("read-only")
                .hasMessageContaining("right to write");
        fixture.open(url(fixture.url()), options -> options);
        assertThatThrownBy(() -> JdbcBackend.on(readOnly))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("missing").resolve("atomic.db");
        assertThatThrownBy(() -> JdbcBackend.on(url("jdbc:sqlite:" + missing)))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining("folder");
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void aDatabaseInMemoryIsRefused() {
        assertThatThrownBy(() -> JdbcBackend.on(url("jdbc:sqlite::memory:")))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("in memory");
    }

    @Test
    void aFullDiskWritesNothingOfACommitAndSaysSo() {
        HikariDataSource small = fixture.pool(1, config -> config.setConnectionInitSql("PRAGMA max_page_count = 20"));
        Backend backend = fixture.open(small, options -> options);
        Key first = Key.of("items", "a");
        Key second = Key.of("items", "b");
        assertThatThrownBy(() -> backend.applyAll(List.of(put(first, "small"), put(second, "x".repeat(200_000)))))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageStartingWith("Nothing was written")
                .hasMessageContaining("Make room");
        assertThat(backend.read(List.of(first, second)).entries()).isEmpty();
        assertThat(backend.apply(put(first, "small"))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aDatabaseThatStaysLockedIsUnavailableAtTheDeadline() throws Exception {
        Backend backend = fixture.open(options -> options.timeout(Duration.ofMillis(300)));
        whileLocked(() -> {
            assertThatThrownBy(() -> backend.apply(Shapes.add(KEY, BigDecimal.ONE)))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageStartingWith("Nothing was written")
                    .hasMessageContaining("is busy")
                    .hasMessageContaining("raise the timeout");
            assertThat(backend.read(List.of(KEY)).entries())
                    .as("readers do not wait")
                    .isEmpty();
        });
        assertThat(backend.apply(Shapes.add(KEY, BigDecimal.ONE))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aDatabaseThatIsLockedForAMomentIsWaitedFor() throws Exception {
        Backend backend = fixture.open(options -> options.timeout(Duration.ofSeconds(20)));
        Connection other = lock();
        CompletableFuture<Outcome> add =
                CompletableFuture.supplyAsync(() -> backend.apply(Shapes.add(KEY, BigDecimal.ONE)));
        fixture.time.sleep(Duration.ofMillis(250)); // longer than one slice of the wait
        assertThat(add).isNotDone();
        other.close();
        assertThat(add.get()).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void aThreadThatIsInterruptedWhileTheDatabaseIsLockedStopsWaiting() throws Exception {
        Backend backend = fixture.open(options -> options.timeout(Duration.ofMinutes(5)));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        whileLocked(() -> {
            Thread thread = new Thread(() -> {
                try {
                    backend.apply(Shapes.add(KEY, BigDecimal.ONE));
                } catch (BackendUnavailableException e) {
                    failure.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("no flag"));
                }
            });
            thread.start();
            thread.interrupt();
            assertThat(failure.get()).hasMessageContaining("interrupted");
        });
    }

    @Test
    void aStartWhileTheDatabaseIsLockedIsUnavailable() throws Exception {
        fixture.open();
        whileLocked(() -> {
            assertThatThrownBy(() -> fixture.open(options -> options.timeout(Duration.ofMillis(100))))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessageContaining("busy");
        });
    }

    @Test
    void missingTablesAreCreatedOnlyIfWanted() {
        assertThatThrownBy(() -> fixture.open(options -> options.initialize(SchemaInitialization.NEVER)))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("classpath:io/atomicspring/backend/jdbc/sqlite/schema-v1.sql");
        fixture.open(options -> options.initialize(SchemaInitialization.ALWAYS));
        fixture.open(options -> options.initialize(SchemaInitialization.NEVER));
    }

    @Test
    void tablesOfALaterVersionAreLeftAlone() throws SQLException {
        fixture.open();
        sql("UPDATE atomic_meta SET value = 2 WHERE name = 'schema'");
        assertThatThrownBy(() -> fixture.open())
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("version 2 of the schema");
    }

    @Test
    void tablesThatVanishAreAMatterForAPerson() throws SQLException {
        Backend backend = fixture.open();
        sql("DROP TABLE atomic_entry");
        assertThatThrownBy(() -> backend.apply(Shapes.add(KEY, BigDecimal.ONE)))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("no such table");
    }

    @Test
    void anUnsupportedDatabaseGetsTheListOfThoseThatAre() {
        assertThatThrownBy(() -> JdbcBackend.on(pretending("Oracle", "23")))
                .isInstanceOf(BackendSetupException.class)
                .hasMessageContaining("'Oracle'")
                .hasMessageContaining("Supported: SQLite 3.35");
    }

    @Test
    void aSqliteThatIsTooOldIsRefused() {
        for (String old : List.of("3.34.1", "2.8.17", "unknown")) {
            assertThatThrownBy(() -> JdbcBackend.on(pretending("SQLite", old)))
                    .isInstanceOf(BackendSetupException.class)
                    .hasMessageContaining(old)
                    .hasMessageContaining("sqlite-jdbc");
        }
        for (String enough : List.of("3.35.0", "3.54.1", "4.0")) {
            SqliteDialect.checkVersion(enough);
        }
    }

    @Test
    void badOptionsAreRefusedBeforeAnythingIsOpened() {
        JdbcOptions options = JdbcOptions.defaults();
        for (String prefix : new String[] {null, "", "1st_", "a b", "x;drop", "a".repeat(41)}) {
            assertThatThrownBy(() -> options.tablePrefix(prefix)).isInstanceOf(InvalidInputException.class);
        }
        for (String namespace : new String[] {null, "", "ü".repeat(101), "\ud800"}) {
            assertThatThrownBy(() -> options.namespace(namespace)).isInstanceOf(InvalidInputException.class);
        }
        for (Duration timeout : new Duration[] {null, Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(1)}) {
            assertThatThrownBy(() -> options.timeout(timeout)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> options.initialize(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> options.time(null)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aCursorOfAnotherKindIsRefused() {
        Backend backend = fixture.open();
        for (String cursor : List.of("", "x", "3", "9:abc", "-1:abc", "0:abc")) {
            assertThatThrownBy(() -> backend.scanSpace("space", 10, cursor))
                    .as(cursor)
                    .isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> backend.scanSpace("no space", 10, null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> backend.scanSpace("space", 0, null)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void prefixesAndNamespacesKeepApplicationsApart() throws SQLException {
        Backend shop = fixture.open(options -> options.namespace("shop 1/ü"));
        Backend bank = fixture.open(options -> options.namespace("bank"));
        Backend other = fixture.open(options -> options.namespace("bank").tablePrefix("other_"));
        shop.apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(bank.read(List.of(KEY)).entries()).isEmpty();
        bank.apply(Shapes.add(KEY, BigDecimal.ONE));
        assertThat(other.read(List.of(KEY)).entries()).isEmpty();
        assertThat(other.scanSpace(KEY.space(), 10, null).entries()).isEmpty();
    }

    @Test
    void theFileIsSwitchedToWal() throws SQLException {
        fixture.open();
        try (Connection connection = DriverManager.getConnection(fixture.url());
                Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            assertThat(mode.getString(1)).isEqualTo("wal");
        }
    }

    @Test
    void aClosedBackendWritesNothing() {
        Backend backend = fixture.open();
        backend.close();
        assertThatThrownBy(() -> backend.apply(Shapes.add(KEY, BigDecimal.ONE)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("closed");
    }

    private interface Body {
        void run() throws Exception;
    }

    private void whileLocked(Body body) throws Exception {
        Connection other = lock();
        try {
            body.run();
        } finally {
            other.close();
        }
    }

    private Connection lock() throws SQLException {
        Connection connection = DriverManager.getConnection(fixture.url());
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return connection;
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(fixture.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void checkpoint() throws SQLException {
        sql("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static DataSource url(String url) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** A connection that says it leads elsewhere: the databases themselves are not to be had. */
    private DataSource pretending(String product, String version) {
        DatabaseMetaData metaData = proxy(DatabaseMetaData.class, (method, real) -> switch (method) {
            case "getDatabaseProductName" -> product;
            case "getDatabaseProductVersion" -> version;
            default -> throw new AssertionError(method);
        });
        Connection connection =
                proxy(Connection.class, (method, real) -> method.equals("getMetaData") ? metaData : null);
        return proxy(DataSource.class, (method, real) -> connection);
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private static Write put(Key key, String text) {
        return Write.to(key)
                .when(Guard.always(), Change.put(Document.of("text", Value.of(text)), Expiry.never()))
                .build();
    }
}
