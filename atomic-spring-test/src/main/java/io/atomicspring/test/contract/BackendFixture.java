package io.atomicspring.test.contract;

import io.atomicspring.backend.Backend;
import java.time.Duration;

/**
 * What the contract needs to know about a store: how to open a node on it and how to move its time.
 *
 * <p>Every test gets a fixture of its own and expects to see no entry of another test: a fixture stands on a fresh file, or on
 * a namespace of its own on a shared server.
 *
 * @since 0.1
 */
public interface BackendFixture extends AutoCloseable {

    /** Opens the first node. Called once. */
    Backend open();

    /**
     * Opens another node on the same data, with a connection of its own: what another process would have. Called after
     * {@link #open()}. A store that lives inside one process returns its one backend again.
     */
    Backend reopen();

    /**
     * Lets {@code duration} pass on the clock that decides expiry, for every node, without waiting: the contract moves by
     * minutes. A clock that runs by itself may have passed a little more.
     */
    void elapse(Duration duration);

    /**
     * Sets the clock that decides expiry back by {@code duration}, as an operator could. Does nothing where a test cannot
     * do that; the contract then checks the same laws with a clock that runs on.
     */
    default void stepClockBack(Duration duration) {}

    /** Closes every node that was opened, and what belongs to them. */
    @Override
    void close();
}
