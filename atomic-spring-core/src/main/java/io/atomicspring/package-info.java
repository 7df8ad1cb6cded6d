/** Atomic building blocks for Spring applications: locks, counters, do-once, limits and documents over one store. */
@NullMarked
package io.atomicspring;

import org.jspecify.annotations.NullMarked;
