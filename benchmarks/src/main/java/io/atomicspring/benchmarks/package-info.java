/**
 * Measurements beside peers and the raw driver, in one interleaved run.
 *
 * <p>A {@link io.atomicspring.benchmarks.Subject} does one checked operation per call; a
 * {@link io.atomicspring.benchmarks.Group} sets a few of them beside their limit. Everything else here measures and prints.
 * The method and how to read the result are in {@code docs/benchmarks.md}.
 */
@NullMarked
package io.atomicspring.benchmarks;

import org.jspecify.annotations.NullMarked;
