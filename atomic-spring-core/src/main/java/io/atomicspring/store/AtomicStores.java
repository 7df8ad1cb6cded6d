package io.atomicspring.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.commit.CommitResult;
import io.atomicspring.commit.Commits;
import io.atomicspring.mapping.ValueMapper;
import java.util.function.Consumer;

/**
 * The way in: opens spaces of items on a backend, and commits across them and across the other services.
 *
 * <pre>{@code
 * stores.commit(tx -> tx
 *         .holding(lease)
 *         .update(accounts.at("a")).subtract("balance", amount).when(attribute("balance").atLeast(amount))
 *         .update(accounts.at("b")).add("balance", amount)
 *         .with(counters.adding("transfers", 1)));
 * }</pre>
 *
 * <p>Thread-safe and free of state; it does not own the backend.
 *
 * @since 0.1
 */
public final class AtomicStores {

    /** Where the services keep what is theirs. */
    private static final String RESERVED = "atomic.";

    private final Backend backend;
    private final ValueMapper mapper;

    private AtomicStores(Backend backend, ValueMapper mapper) {
        this.backend = backend;
        this.mapper = mapper;
    }

    public static AtomicStores on(Backend backend) {
        return on(backend, ValueMapper.standard());
    }

    public static AtomicStores on(Backend backend, ValueMapper mapper) {
        if (backend == null || mapper == null) {
            throw new InvalidInputException("AtomicStores needs a backend and a mapper; one of them is null.");
        }
        return new AtomicStores(backend, mapper);
    }

    /**
     * The items of one space. No I/O; a space exists by being written to.
     *
     * @param name one of {@code [A-Za-z0-9_.-]}, 1 to 200 characters; names that begin with {@code atomic.} are the services'
     */
    public AtomicStore space(String name) {
        if (name != null && name.startsWith(RESERVED)) {
            throw new InvalidInputException("The space " + Limits.quoted(name) + " is reserved: names that begin with '"
                    + RESERVED + "' belong to the services. Choose another.");
        }
        return new AtomicStore(backend, mapper, name);
    }

    /**
     * Writes everything that the function puts into the commit at one moment, or nothing. One request to the store; none if
     * the function throws. The answer tells the {@link CommitResult.Committed#versionOf versions} of the items.
     *
     * @throws io.atomicspring.commit.CommitRefusedException nothing was written; it names every part that stood in the way
     * @throws InvalidInputException before any I/O, for what can never be committed
     * @throws io.atomicspring.backend.OutcomeUnknownException no answer came: it took effect as a whole or not at all
     */
    public CommitResult.Committed commit(Consumer<CommitBuilder> steps) {
        return tryCommit(steps).orThrow();
    }

    /** As {@link #commit}, but a refusal is returned. */
    public CommitResult tryCommit(Consumer<CommitBuilder> steps) {
        if (steps == null) {
            throw new InvalidInputException("The steps of the commit are null.");
        }
        CommitBuilder builder = new CommitBuilder();
        steps.accept(builder);
        return Commits.tryCommit(builder.finish());
    }
}
