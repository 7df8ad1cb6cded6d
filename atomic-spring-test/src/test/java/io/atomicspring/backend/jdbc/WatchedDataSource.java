package io.atomicspring.backend.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.sqlite.SQLiteDataSource;
import org.sqlite.jdbc4.JDBC4Connection;

/** Physical connections that write down what they run, and fail or wait where a test says so. */
final class WatchedDataSource extends SQLiteDataSource {

    /** What happens around one statement. */
    interface Interception {
        void run() throws SQLException;
    }

    private record Rule(Predicate<String> sql, boolean after, Interception interception) {}

    private final String file;
    private final List<String> executed = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    WatchedDataSource(String url, String file) {
        this.file = file;
        setUrl(url);
    }

    /** What ran since the last call, as first words. */
    List<String> executed() {
        List<String> words = executed.stream().map(WatchedDataSource::verb).toList();
        executed.clear();
        return words;
    }

    long count(String verb) {
        return executed.stream().filter(sql -> verb(sql).equals(verb)).count();
    }

    void before(String verb, Interception interception) {
        rules.add(new Rule(sql -> verb(sql).equals(verb), false, interception));
    }

    void after(String verb, Interception interception) {
        rules.add(new Rule(sql -> verb(sql).equals(verb), true, interception));
    }

    void calm() {
        rules.clear();
    }

    private static String verb(String sql) {
        return sql.strip().split("\\s+", 2)[0];
    }

    @Override
    public Connection getConnection() throws SQLException {
        return new WatchedConnection(getUrl(), file, new Properties());
    }

    @Override
    public JDBC4Connection getConnection(String user, String password) throws SQLException {
        return (JDBC4Connection) getConnection();
    }

    private void intercept(String sql, boolean after) throws SQLException {
        for (Rule rule : rules) {
            if (rule.after() == after && rule.sql().test(sql)) {
                rule.interception().run();
            }
        }
    }

    private final class WatchedConnection extends JDBC4Connection {

        WatchedConnection(String url, String fileName, Properties properties) throws SQLException {
            super(url, fileName, properties);
        }

        @Override
        public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
                throws SQLException {
            PreparedStatement real = super.prepareStatement(sql, type, concurrency, holdability);
            return (PreparedStatement) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (proxy, method, arguments) -> {
                        try {
                            if (!method.getName().startsWith("execute")) {
                                return method.invoke(real, arguments);
                            }
                            executed.add(sql);
                            intercept(sql, false);
                            Object result = method.invoke(real, arguments);
                            intercept(sql, true);
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
