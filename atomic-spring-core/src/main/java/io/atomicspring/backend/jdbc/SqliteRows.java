package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Scan;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on the tables, one method each; no transactions. */
final class SqliteRows {

    /** How many rows a search for purgeable rows looks at. */
    private static final int STRETCH_ROWS = 10_000;

    private static final byte[] EMPTY = {};
    /** Behind every text in UTF-8. */
    private static final byte[] BEHIND_ALL = {(byte) 0xFF};

    private final PreparedStatements.OnConnection statements;
    private final byte[] namespace;

    SqliteRows(PreparedStatements.OnConnection statements, byte[] namespace) {
        this.statements = statements;
        this.namespace = namespace;
    }

    @Nullable
    EntryRow find(Key key) throws SQLException {
        PreparedStatement statement = statements.get("read");
        bindKey(statement, key);
        try (ResultSet found = statement.executeQuery()) {
            return found.next()
                    ? new EntryRow(key, found.getLong(1), expiry(found, 2), found.getBytes(3), found.getBytes(4))
                    : null;
        }
    }

    void write(EntryRow row) throws SQLException {
        PreparedStatement statement = statements.get("write");
        bindKey(statement, row.key());
        statement.setLong(5, row.version());
        Long expiresMs = row.expiresMs();
        if (expiresMs == null) {
            statement.setNull(6, Types.INTEGER);
        } else {
            statement.setLong(6, expiresMs);
        }
        statement.setBytes(7, row.document());
        statement.setBytes(8, row.operations());
        statement.executeUpdate();
    }

    void drop(Key key) throws SQLException {
        PreparedStatement statement = statements.get("drop");
        bindKey(statement, key);
        statement.executeUpdate();
    }

    /** A version that keys without a row must exceed. */
    long floor() throws SQLException {
        PreparedStatement statement = statements.get("floor");
        statement.setBytes(1, namespace);
        try (ResultSet found = statement.executeQuery()) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    void raiseFloor(long version) throws SQLException {
        PreparedStatement statement = statements.get("raise-floor");
        statement.setBytes(1, namespace);
        statement.setLong(2, version);
        statement.executeUpdate();
    }

    List<EntryRow> scan(Scan scan, long nowMillis, int most) throws SQLException {
        boolean ascending = scan.direction() == Scan.Direction.ASCENDING;
        byte[] from = scan.range().lower();
        byte[] upper = scan.range().upper();
        byte[] to = upper == null ? BEHIND_ALL : upper;
        if (scan.after() != null) {
            byte[] after = bytes(scan.after());
            if (ascending) {
                from = later(from, Arrays.copyOf(after, after.length + 1)); // the first string behind it
            } else if (Arrays.compareUnsigned(after, to) < 0) {
                to = after;
            }
        }
        PreparedStatement statement = statements.get(ascending ? "scan-ascending" : "scan-descending");
        statement.setBytes(1, namespace);
        statement.setBytes(2, bytes(scan.space()));
        statement.setBytes(3, bytes(scan.partition()));
        statement.setBytes(4, from);
        statement.setBytes(5, to);
        statement.setLong(6, nowMillis);
        statement.setInt(7, most);
        List<EntryRow> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Key key = key(scan.space(), scan.partition(), text(found, 1));
                rows.add(new EntryRow(key, found.getLong(2), expiry(found, 3), found.getBytes(4), null));
            }
        }
        return rows;
    }

    List<EntryRow> scanSpace(String space, @Nullable Key after, long nowMillis, int most) throws SQLException {
        PreparedStatement statement = statements.get("scan-space");
        statement.setBytes(1, namespace);
        statement.setBytes(2, bytes(space));
        statement.setBytes(3, after == null ? EMPTY : bytes(after.partition()));
        statement.setBytes(4, after == null ? EMPTY : bytes(after.sort()));
        statement.setLong(5, nowMillis);
        statement.setInt(6, most);
        List<EntryRow> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Key key = key(space, text(found, 1), text(found, 2));
                rows.add(new EntryRow(key, found.getLong(3), expiry(found, 4), found.getBytes(5), null));
            }
        }
        return rows;
    }

    Session.Stretch purgeable(@Nullable Key after, long nowMillis, int most) throws SQLException {
        Key end = stretchEnd(after);
        PreparedStatement statement = statements.get("purge-candidates");
        bindPosition(statement, after);
        statement.setBytes(5, end == null ? BEHIND_ALL : bytes(end.space()));
        statement.setBytes(6, end == null ? EMPTY : bytes(end.partition()));
        statement.setBytes(7, end == null ? EMPTY : bytes(end.sort()));
        statement.setLong(8, nowMillis);
        statement.setInt(9, most);
        List<Key> candidates = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                candidates.add(key(text(found, 1), text(found, 2), text(found, 3)));
            }
        }
        boolean more = candidates.size() == most;
        return new Session.Stretch(candidates, more ? candidates.get(most - 1) : end);
    }

    private @Nullable Key stretchEnd(@Nullable Key after) throws SQLException {
        PreparedStatement statement = statements.get("purge-stretch");
        bindPosition(statement, after);
        statement.setInt(5, STRETCH_ROWS - 1);
        try (ResultSet found = statement.executeQuery()) {
            return found.next() ? key(text(found, 1), text(found, 2), text(found, 3)) : null;
        }
    }

    private void bindKey(PreparedStatement statement, Key key) throws SQLException {
        statement.setBytes(1, namespace);
        statement.setBytes(2, bytes(key.space()));
        statement.setBytes(3, bytes(key.partition()));
        statement.setBytes(4, bytes(key.sort()));
    }

    private void bindPosition(PreparedStatement statement, @Nullable Key after) throws SQLException {
        if (after != null) {
            bindKey(statement, after);
            return;
        }
        statement.setBytes(1, namespace);
        for (int i = 2; i <= 4; i++) {
            statement.setBytes(i, EMPTY); // before every key, as no space is empty
        }
    }

    private static Key key(String space, String partition, String sort) {
        try {
            return new Key(space, partition, sort);
        } catch (InvalidInputException e) {
            throw new BackendSetupException(
                    "The entry table has a row with a key that Atomic Spring never writes: " + e.getMessage()
                            + " Delete the row, or restore the database from a backup.",
                    e);
        }
    }

    private static byte[] later(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right) >= 0 ? left : right;
    }

    private static @Nullable Long expiry(ResultSet found, int column) throws SQLException {
        long millis = found.getLong(column);
        return found.wasNull() ? null : millis;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ResultSet found, int column) throws SQLException {
        byte[] bytes = found.getBytes(column);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
