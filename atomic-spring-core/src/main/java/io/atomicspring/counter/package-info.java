/**
 * Counters: exact decimals that any number of processes add to, one indivisible write each. Read {@link
 * io.atomicspring.counter.CounterService} first.
 */
@NullMarked
package io.atomicspring.counter;

import org.jspecify.annotations.NullMarked;
