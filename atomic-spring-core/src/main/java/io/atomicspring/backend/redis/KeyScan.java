package io.atomicspring.backend.redis;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.time.Deadline;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SCAN over the whole database, on a cluster over its primaries one after the other. */
final class KeyScan {

    private static final Pattern CURSOR = Pattern.compile("[0-9a-zA-Z]*:[0-9]{1,20}");

    private final ServerConnection connection;

    KeyScan(ServerConnection connection) {
        this.connection = connection;
    }

    /**
     * Some keys that match.
     *
     * @param next where to go on; null at the end
     */
    record Keys(List<byte[]> keys, @Nullable String next) {}

    static void checkCursor(@Nullable String cursor) {
        if (cursor != null && !CURSOR.matcher(cursor).matches()) {
            throw new InvalidInputException("The cursor " + Limits.quoted(cursor)
                    + " is none of a Redis scan. Pass the one of the page before.");
        }
    }

    /** The time of a call that scans. */
    Allowance begin() {
        return connection.begin();
    }

    /** The cursor is the id of the node (nothing for a single server), a colon, and the node's cursor. */
    Keys next(byte[] pattern, int count, @Nullable String cursor, Deadline deadline) {
        ServerConnection.Taken taken = connection.get();
        if (taken.channel() instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster) {
            return onCluster(cluster, pattern, count, cursor, deadline);
        }
        KeyScanCursor<byte[]> page = scan(taken.commands(), pattern, count, cursor, deadline);
        return new Keys(page.getKeys(), page.isFinished() ? null : ":" + page.getCursor());
    }

    private Keys onCluster(
            StatefulRedisClusterConnection<byte[], byte[]> cluster,
            byte[] pattern,
            int count,
            @Nullable String cursor,
            Deadline deadline) {
        List<String> nodes = cluster.getPartitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM))
                .map(RedisClusterNode::getNodeId)
                .sorted()
                .toList();
        String wanted = cursor == null ? "" : cursor.substring(0, cursor.indexOf(':'));
        String node = firstFrom(nodes, wanted, true);
        if (node == null) {
            return new Keys(List.of(), null);
        }
        // A node that left meanwhile has given its slots to others: they are scanned from their beginning.
        KeyScanCursor<byte[]> page = scan(
                cluster.getConnection(node).async(), pattern, count, node.equals(wanted) ? cursor : null, deadline);
        if (!page.isFinished()) {
            return new Keys(page.getKeys(), node + ":" + page.getCursor());
        }
        String following = firstFrom(nodes, node, false);
        return new Keys(page.getKeys(), following == null ? null : following + ":0");
    }

    private static @Nullable String firstFrom(List<String> nodes, String wanted, boolean itself) {
        return nodes.stream()
                .filter(node -> node.compareTo(wanted) > 0 || (itself && node.equals(wanted)))
                .findFirst()
                .orElse(null);
    }

    private KeyScanCursor<byte[]> scan(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            byte[] pattern,
            int count,
            @Nullable String cursor,
            Deadline deadline) {
        String position = cursor == null ? "0" : cursor.substring(cursor.indexOf(':') + 1);
        ScanArgs args = ScanArgs.Builder.limit(count).match(pattern);
        return connection.answer(commands.scan(ScanCursor.of(position), args), deadline);
    }
}
