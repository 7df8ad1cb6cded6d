package io.atomicspring.backend;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The services' usual writes by name, so that a store may run a hand-written form of them. Tagged or not, a write gives the
 * same answer; the branches are its meaning. Built by {@link Shapes}.
 *
 * @since 0.1
 */
public sealed interface Shape {

    /** Take a free lock: {@link Shapes#acquire}. */
    record Acquire(Value.Binary owner, String holder, Duration lease) implements Shape {}

    /** Extend a lock that is held: {@link Shapes#renew}. */
    record Renew(Value.Binary owner, Duration lease) implements Shape {}

    /** Give a lock back: {@link Shapes#release}. */
    record Release(Value.Binary owner) implements Shape {}

    /** Add to the number {@link Shapes#COUNT}: {@link Shapes#add}. */
    record Add(BigDecimal amount) implements Shape {}
}
