/**
 * Faults on the way to a real store: {@link io.atomicspring.test.fault.FaultProxy} loses replies, cuts and delays connections.
 */
@NullMarked
package io.atomicspring.test.fault;

import org.jspecify.annotations.NullMarked;
