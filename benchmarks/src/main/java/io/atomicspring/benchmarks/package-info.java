/** Measurements beside peers and the raw driver. */
@NullMarked
package io.atomicspring.benchmarks;

import org.jspecify.annotations.NullMarked;
