/**
 * Locks that protect data: every {@link io.atomicspring.lock.Lease} carries a fencing token, and a commit may require that a
 * lease is held still, so that a holder that was paused past its lease cannot write.
 *
 * <p>Read {@link io.atomicspring.lock.LockManager} first, then {@link io.atomicspring.lock.Lease}. An acquisition is an {@code
 * Acquisition} that knows how to ask the store, a {@code LockWait} that decides when, and the {@code LocalQueues} that let one
 * waiter per key and process ask. What is held is looked after by the {@code LeaseKeeper}.
 */
@NullMarked
package io.atomicspring.lock;

import org.jspecify.annotations.NullMarked;
