/**
 * Time as a collaborator: everything that reads a clock or waits does it through {@link io.atomicspring.time.TimeSource},
 * so that tests move time by hand and no other class calls the system clock.
 */
@NullMarked
package io.atomicspring.time;

import org.jspecify.annotations.NullMarked;
