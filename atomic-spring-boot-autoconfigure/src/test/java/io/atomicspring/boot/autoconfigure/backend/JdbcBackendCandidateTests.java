package io.atomicspring.boot.autoconfigure.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.atomicspring.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.sqlite.JDBC;

class JdbcBackendCandidateTests {

    private static final String POSTGRES_NOBODY_RUNS = "jdbc:postgresql://127.0.0.1:1/none";

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final List<DataSource> opened = new ArrayList<>();

    @Test
    void aPoolIsKnownByItsUrlWithoutAConnection() {
        register("dataSource", pool(POSTGRES_NOBODY_RUNS));
        assertThat(find(null)).isEqualTo(unsupported("dataSource", "postgresql"));
    }

    @Test
    void aPoolOfSqliteIsACandidate(@TempDir Path folder) {
        DataSource pool = pool("jdbc:sqlite:" + folder.resolve("shop.db"));
        register("dataSource", pool);
        assertThat(find(null)).isInstanceOfSatisfying(Finding.Usable.class, usable -> {
            assertThat(usable.source()).isEqualTo("DataSource 'dataSource'");
            assertThat(usable.opener().get()).isInstanceOf(MemoryBackend.class);
        });
        assertThat(opened).containsExactly(pool);
        assertThat(folder).as("looking must not create the file").isEmptyDirectory();
    }

    @Test
    void aWrapperIsLookedThrough(@TempDir Path folder) {
        register(
                "dataSource",
                new LazyConnectionDataSourceProxy(
                        new DelegatingDataSource(pool("jdbc:sqlite:" + folder.resolve("shop.db")))));
        assertThat(find(null)).isInstanceOf(Finding.Usable.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDataSourceWithoutAUrlIsAsked(@TempDir Path folder) {
        DataSource sqlite = new SimpleDriverDataSource(new JDBC(), "jdbc:sqlite:" + folder.resolve("shop.db"));
        register("dataSource", new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return sqlite.getConnection();
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return sqlite.getConnection(user, password);
            }
        });
        assertThat(find(null)).isInstanceOf(Finding.Usable.class);
    }

    @Test
    void aDataSourceWithoutAUrlThatDoesNotAnswerIsUndecided() {
        register("dataSource", failing(new SQLException("connection refused")));
        assertThat(find(null))
                .isEqualTo(new Finding.Undecided(
                        new SelectionProblem.UnknownDatabase("dataSource", "connection refused")));
    }

    @Test
    void aDataSourceThatThrowsWhatItLikesIsUndecided() {
        register("dataSource", failing(new IllegalStateException("no tenant")));
        assertThat(find(null))
                .isEqualTo(new Finding.Undecided(new SelectionProblem.UnknownDatabase("dataSource", "no tenant")));
    }

    @Test
    void noDataSourceIsNoCandidate() {
        assertThat(find(null))
                .isInstanceOfSatisfying(
                        Finding.Absent.class,
                        absent -> assertThat(absent.problem().description())
                                .isEqualTo("'atomic.backend' is 'jdbc', but there is no bean of type DataSource."));
    }

    @Test
    void amongSeveralThePrimaryOneCounts() {
        register("reports", pool("jdbc:sqlite:reports.db"));
        register("orders", pool(POSTGRES_NOBODY_RUNS));
        beans.getBeanDefinition("orders").setPrimary(true);
        assertThat(find(null)).isEqualTo(unsupported("orders", "postgresql"));
    }

    @Test
    void amongSeveralWithoutAPrimaryTheOnlySupportedOneCounts() {
        register("reports", pool("jdbc:sqlite:reports.db"));
        register("orders", pool(POSTGRES_NOBODY_RUNS));
        assertThat(find(null))
                .isInstanceOfSatisfying(
                        Finding.Usable.class,
                        usable -> assertThat(usable.source()).isEqualTo("DataSource 'reports'"));
    }

    @Test
    void severalSupportedOnesWithoutAPrimaryAreUndecided() {
        register("reports", pool("jdbc:sqlite:reports.db"));
        register("orders", pool("jdbc:sqlite:orders.db"));
        assertThat(find(null)).isInstanceOfSatisfying(Finding.Undecided.class, undecided -> {
            assertThat(undecided.problem().description())
                    .isEqualTo(
                            "There are several DataSource beans to keep locks and data in, and none of them is primary:"
                                    + " 'reports', 'orders'.");
            assertThat(undecided.problem().action())
                    .isEqualTo("Set 'atomic.jdbc.data-source' to the name of one of these beans, or mark one of them as"
                            + " @Primary.");
        });
    }

    @Test
    void aBeanCanBeNamed() {
        register("reports", pool("jdbc:sqlite:reports.db"));
        register("orders", pool("jdbc:sqlite:orders.db"));
        assertThat(find("orders"))
                .isInstanceOfSatisfying(
                        Finding.Usable.class,
                        usable -> assertThat(usable.source()).isEqualTo("DataSource 'orders'"));
    }

    @Test
    void aNamedBeanMustExistAndBeADataSource() {
        beans.registerSingleton("text", "not a DataSource");
        for (String name : List.of("text", "nobody")) {
            assertThatThrownBy(() -> find(name)).isInstanceOfSatisfying(BackendSelectionException.class, failure -> {
                assertThat(failure.problem().description())
                        .isEqualTo("'atomic.jdbc.data-source' is '" + name
                                + "', but there is no bean of type DataSource with this name.");
                assertThat(failure.problem().action())
                        .isEqualTo("Set 'atomic.jdbc.data-source' to the name of a DataSource bean, or remove it to use"
                                + " the application's only or primary one.");
            });
        }
    }

    private Finding find(String named) {
        return new JdbcBackendCandidate(
                        new ConnectionBeans<>(beans, DataSource.class, "atomic.jdbc.data-source"),
                        named,
                        dataSource -> {
                            opened.add(dataSource);
                            return MemoryBackend.create();
                        })
                .find();
    }

    private void register(String name, DataSource dataSource) {
        beans.registerBeanDefinition(name, new RootBeanDefinition(DataSource.class, () -> dataSource));
    }

    private static Finding unsupported(String bean, String database) {
        return new Finding.Absent(new SelectionProblem.UnsupportedDatabase(bean, database, "SQLite"));
    }

    private static DataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        return pool;
    }

    private static DataSource failing(Exception failure) {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (failure instanceof SQLException sql) {
                    throw sql;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
    }
}
