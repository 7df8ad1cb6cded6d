package io.atomicspring.backend.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A SQLite file with any number of nodes on it, each with a pool of its own, and one clock for all of them. */
final class SqliteFixture implements AutoCloseable {

    final Path file;
    final SteppedTime time = new SteppedTime();
    private final List<AutoCloseable> opened = new ArrayList<>();

    SqliteFixture(Path folder) {
        this.file = folder.resolve("atomic.db");
    }

    JdbcBackend open() {
        return open(UnaryOperator.identity());
    }

    /** Another node on the same file. */
    JdbcBackend reopen() {
        return open();
    }

    JdbcBackend open(UnaryOperator<JdbcOptions> customizer) {
        return open(pool(4), customizer);
    }

    JdbcBackend open(DataSource dataSource, UnaryOperator<JdbcOptions> customizer) {
        JdbcBackend backend = JdbcBackend.on(dataSource, options -> customizer.apply(options.time(time)));
        opened.add(backend);
        return backend;
    }

    HikariDataSource pool(int size) {
        return pool(size, config -> {});
    }

    HikariDataSource pool(int size, Consumer<HikariConfig> customizer) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(size);
        customizer.accept(config);
        HikariDataSource pool = new HikariDataSource(config);
        opened.add(pool);
        return pool;
    }

    /** Connections that are watched, through a pool. */
    HikariDataSource pool(int size, WatchedDataSource watched) {
        return pool(size, config -> {
            config.setJdbcUrl(null);
            config.setDataSource(watched);
        });
    }

    String url() {
        return "jdbc:sqlite:" + file;
    }

    void elapse(Duration duration) {
        time.step(duration);
    }

    void stepClockBack(Duration duration) {
        time.step(duration.negated());
    }

    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
