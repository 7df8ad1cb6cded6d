/**
 * Doing something once: an action runs under a claim, its result is remembered, and later calls get the result instead.
 *
 * <p>Read {@link io.atomicspring.once.DoOnceManager} first, then {@link io.atomicspring.once.OnceMark}. Promised now: of any
 * number of calls for one key, at most one action runs at a time, and none runs after one that completed, for as long as its
 * mark is remembered. A process that dies in the middle leaves its claim behind until the lease is over; then the next call
 * runs the action again, and {@link io.atomicspring.once.OnceResult#attempts()} tells that it was not the first. What must
 * never happen twice therefore belongs in the store: commit it together with
 * {@link io.atomicspring.once.DoOnceManager#marking}. Not yet: renewal of the lease while an action runs, waiting for a
 * running duplicate, comparing the payload of duplicates.
 */
@NullMarked
package io.atomicspring.once;

import org.jspecify.annotations.NullMarked;
