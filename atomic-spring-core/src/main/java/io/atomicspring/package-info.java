/** Atomic building blocks for Spring applications: locks, items, counters, do-once and layers over one store. */
@NullMarked
package io.atomicspring;

import org.jspecify.annotations.NullMarked;
