package io.atomicspring.onecommit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.jdbc.JdbcBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;

/** A bank in a SQLite file. */
final class SqliteBank {

    private SqliteBank() {}

    /** @param dieAtStatement the statement before which this process dies, counted from the opening on; -1 for never */
    static Backend open(Path file, int dieAtStatement) {
        SQLiteDataSource source = dieAtStatement < 0 ? new SQLiteDataSource() : new MortalDataSource(dieAtStatement);
        source.setUrl("jdbc:sqlite:" + file);
        return JdbcBackend.on(source);
    }

    /** Connections whose process dies before a certain statement. */
    private static final class MortalDataSource extends SQLiteDataSource {

        private final AtomicInteger statementsLeft;

        MortalDataSource(int dieAtStatement) {
            this.statementsLeft = new AtomicInteger(dieAtStatement);
        }

        @Override
        public SQLiteConnection getConnection(String user, String password) throws SQLException {
            String url = getUrl();
            return new JDBC4Connection(url, url.substring("jdbc:sqlite:".length()), new Properties()) {
                @Override
                public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
                        throws SQLException {
                    return mortal(PreparedStatement.class, super.prepareStatement(sql, type, concurrency, holdability));
                }

                @Override
                public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
                    return mortal(Statement.class, super.createStatement(type, concurrency, holdability));
                }
            };
        }

        private <T> T mortal(Class<T> type, T target) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().startsWith("execute") && statementsLeft.getAndDecrement() == 0) {
                            CrashWorker.die();
                        }
                        try {
                            return method.invoke(target, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
