package io.atomicspring.backend.redis;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.CommitPlan;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import io.atomicspring.backend.Snapshot;
import io.atomicspring.backend.Traits;
import io.atomicspring.backend.Write;
import io.atomicspring.time.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Entries in Redis 7.0 or newer, Valkey, or a Redis Cluster, over the one connection that the users of a
 * {@link LettuceConnectionFactory} share.
 *
 * <p>{@link #apply}, {@link #applyAll}, {@link #read} and {@link #scan} are one command each: an EVALSHA (and an EVAL after it when the
 * server did not know the script). Time is the server's. No thread but the caller's and Lettuce's takes part.
 *
 * <p><em>Failures.</em> A write is sent at most once. What Lettuce queued while it was disconnected, and could not send before the
 * deadline, is never sent. A write that was sent and not answered, because time ran out or the connection broke, is an
 * {@link io.atomicspring.backend.OutcomeUnknownException}; sent again, the same {@link Write} is recognised.
 *
 * <p><em>Versions</em> rise for every key, also when the server's clock steps back: each slot of the namespace has one small key
 * with the highest version of the entries that expire or are gone. The first version of an entry is the one above that, or where the clock
 * is further, the last microsecond of the clock's 10 milliseconds.
 *
 * <p><em>Not guaranteed.</em> Redis acknowledges before it replicates, and before it writes to disk unless set up so: an
 * acknowledged write may be lost in a failover or crash. When the server's clock steps forward, entries expire that much
 * earlier; when it steps back, later. A server that evicts (see {@link #evictionWarning}) may throw entries away.
 *
 * <p>The server's version is checked at the first call and whenever a connection is taken anew; creating a backend does no I/O.
 *
 * @since 0.1
 */
public final class RedisBackend implements Backend {

    private final RedisKeys keys;
    private final Scripts scripts;
    private final ServerConnection connection;
    private final ScriptRunner runner;
    private final SpaceScan spaceScan;
    private final IndexSweep indexSweep;
    private final boolean cluster;
    private final Traits traits;

    private RedisBackend(LettuceConnectionFactory factory, RedisOptions options, Scripts scripts) {
        this.scripts = scripts;
        cluster = factory.isClusterAware();
        keys = new RedisKeys(options);
        Failures failures = new Failures(options.timeout());
        connection = new ServerConnection(factory, options.timeout(), failures);
        runner = new ScriptRunner(connection, options.timeout(), failures);
        KeyScan keyScan = new KeyScan(connection);
        spaceScan = new SpaceScan(keyScan, keys, this::readOfScan, cluster);
        indexSweep = new IndexSweep(keyScan, keys, scripts, runner);
        traits = new Traits(
                "redis",
                Traits.Clock.STORE,
                Traits.Reach.NETWORK,
                Traits.Durability.SERVER_CONFIGURED,
                cluster && options.tags() == TagPolicy.PARTITION
                        ? Traits.CommitScope.PARTITION
                        : Traits.CommitScope.BACKEND,
                Traits.SpaceScan.WHOLE_DATABASE);
    }

    /** A backend with {@link RedisOptions#defaults()}. */
    public static RedisBackend on(RedisConnectionFactory factory) {
        return on(factory, UnaryOperator.identity());
    }

    /**
     * A backend on a started factory, which stays the caller's. If the factory does not share its native connection, the backend
     * keeps one of it.
     *
     * @throws BackendSetupException if the factory is not Lettuce's
     */
    public static RedisBackend on(RedisConnectionFactory factory, UnaryOperator<RedisOptions> options) {
        return on(factory, options.apply(RedisOptions.defaults()), Scripts.CLOCK);
    }

    /** For tests, which move the clock by another expression. */
    static RedisBackend on(RedisConnectionFactory factory, RedisOptions options, String clock) {
        if (factory instanceof LettuceConnectionFactory lettuce) {
            return new RedisBackend(lettuce, options, new Scripts(clock));
        }
        throw new BackendSetupException(
                "The connection factory is a '"
                        + (factory == null ? null : factory.getClass().getName())
                        + "', but Lettuce is needed: other drivers cannot tell whether a write was sent. Use a"
                        + " LettuceConnectionFactory (spring.data.redis.client-type=lettuce).",
                null);
    }

    @Override
    public Snapshot read(Collection<Key> wanted) {
        Limits.checkRead(wanted);
        List<Key> distinct = List.copyOf(new LinkedHashSet<>(wanted));
        checkSharedSlot(distinct);
        return readNow(distinct);
    }

    @Override
    public Outcome apply(Write write) {
        byte[][] names = namesOf(Limits.required("write", write));
        ShapedWrite.Call call = ShapedWrite.of(write, scripts, names);
        if (call != null) {
            return Reply.outcome(write, runner.write(call.script(), call.arguments()));
        }
        ScriptArguments arguments = ScriptArguments.keys(names);
        WriteProgram.append(write, arguments);
        return Reply.outcome(write, runner.write(scripts.commit, arguments));
    }

    @Override
    public CommitOutcome applyAll(List<Write> writes) {
        CommitPlan plan = CommitPlan.of(writes);
        List<Write> planned = plan.writes();
        checkSharedSlot(planned.stream().map(Write::key).toList());
        List<byte[]> names = new ArrayList<>();
        planned.forEach(write -> names.addAll(List.of(namesOf(write))));
        ScriptArguments arguments = ScriptArguments.keys(names.toArray(byte[][]::new));
        planned.forEach(write -> WriteProgram.append(write, arguments));
        return plan.spread(Reply.commitOutcome(planned, runner.write(scripts.commit, arguments)));
    }

    /**
     * One page, of at most about 4 MB; looks at up to 1000 sorts. Sorts of expired entries that it meets are cleared from the
     * partition's index.
     */
    @Override
    public Page scan(Scan scan) {
        PartitionScan page = new PartitionScan(scan, keys);
        return page.page(runner.read(scripts.scan, page.arguments()));
    }

    /** One page by SCAN over the whole database, so its cost does not depend on the space alone; several commands. */
    @Override
    public Page scanSpace(String space, int limit, @Nullable String cursor) {
        Key.of(space, "checks the space");
        return spaceScan.page(space, Limits.checkPage(limit), cursor);
    }

    /**
     * Takes expired entries out of the indexes of partitions, and tells how many. The entries themselves Redis reclaims, at their
     * expiry. Several commands; goes on where the last call stopped.
     */
    @Override
    public int purge(int limit) {
        return indexSweep.sweep(Limits.checkPurge(limit));
    }

    @Override
    public Traits traits() {
        return traits;
    }

    /**
     * Tells if the server is set up to evict entries when its memory is full, which would drop locks that are held. One command;
     * also logged as a warning when a connection is taken.
     */
    public Optional<String> evictionWarning() {
        return connection.info().evictionWarning();
    }

    @Override
    public void close() {
        connection.close();
    }

    private Snapshot readNow(List<Key> wanted) {
        return snapshot(wanted, runner.read(scripts.read, namesOf(wanted)));
    }

    private Collection<Entry> readOfScan(List<Key> wanted, Deadline deadline) {
        return snapshot(wanted, runner.read(scripts.read, namesOf(wanted), deadline))
                .entries()
                .values();
    }

    private ScriptArguments namesOf(List<Key> wanted) {
        return ScriptArguments.keys(wanted.stream().map(keys::entry).toArray(byte[][]::new));
    }

    private static Snapshot snapshot(List<Key> wanted, List<Object> reply) {
        Map<Key, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Entry entry = Reply.entry(wanted.get(i), reply.get(i + 1));
            if (entry != null) {
                entries.put(entry.key(), entry);
            }
        }
        return new Snapshot(Reply.at(reply.get(0)), entries);
    }

    /** The entry, the floor of its slot, and the index if the entry has a sort. */
    private byte[][] namesOf(Write write) {
        Key key = write.key();
        byte[] entry = keys.entry(key);
        byte[] floor = keys.floorOf(entry);
        return key.sort().isEmpty()
                ? new byte[][] {entry, floor}
                : new byte[][] {entry, floor, keys.index(key.space(), key.partition())};
    }

    private void checkSharedSlot(List<Key> together) {
        for (Key key : cluster ? together : List.<Key>of()) {
            Key first = together.get(0);
            if (!keys.shareSlot(first, key)) {
                throw new InvalidInputException("On a Redis Cluster the keys " + first + " and " + key
                        + " cannot be used at one moment: their partitions differ. Give them the same partition, or choose the tag"
                        + " policy NAMESPACE for new data.");
            }
        }
    }
}
