package io.atomicspring.backend;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Builds the services' usual writes, tagged with their {@link Shape}.
 *
 * @since 0.1
 */
public final class Shapes {

    /** The owner token of a lock: binary, 128 random bits, one per acquisition. */
    public static final String OWNER = "owner";
    /** Who holds a lock, for people. */
    public static final String HOLDER = "holder";
    /** When a lock was taken: milliseconds since the epoch, by the store's clock. */
    public static final String SINCE = "since";
    /** The number of a counter. */
    public static final String COUNT = "n";

    private static final Path OWNER_PATH = Path.attribute(OWNER);
    private static final Path COUNT_PATH = Path.attribute(COUNT);
    private static final Action SINCE_NOW = new Action.Set(Path.attribute(SINCE), Operand.now(Duration.ZERO));

    private Shapes() {}

    /** Absent: the owner holds it for the lease. The version is the fencing token. */
    public static Write acquire(Key key, Value.Binary owner, String holder, Duration lease) {
        return Write.to(key)
                .when(
                        Guard.absent(),
                        new Change.Patch(
                                List.of(
                                        new Action.Set(OWNER_PATH, Operand.literal(owner)),
                                        new Action.Set(Path.attribute(HOLDER), Operand.literal(Value.of(holder))),
                                        SINCE_NOW),
                                Expiry.after(lease)))
                .shape(new Shape.Acquire(owner, holder, lease))
                .build();
    }

    /** Held by the owner: the lease begins anew. */
    public static Write renew(Key key, Value.Binary owner, Duration lease) {
        return Write.to(key)
                .when(Guard.equal(OWNER_PATH, owner), new Change.Patch(List.of(), Expiry.after(lease)))
                .shape(new Shape.Renew(owner, lease))
                .build();
    }

    /** Held by the owner: free again. */
    public static Write release(Key key, Value.Binary owner) {
        return Write.to(key)
                .when(Guard.equal(OWNER_PATH, owner), Change.remove())
                .shape(new Shape.Release(owner))
                .build();
    }

    /** A check that the owner still holds it. */
    public static Write holding(Key key, Value.Binary owner) {
        return Write.to(key).when(Guard.equal(OWNER_PATH, owner), Change.keep()).build();
    }

    /** Adds to the number; brings the entry back. */
    public static Write add(Key key, BigDecimal amount) {
        Value.Num number = new Value.Num(amount);
        return Write.to(key)
                .when(
                        Guard.always(),
                        Change.patch(Expiry.unchanged(), new Action.Add(COUNT_PATH, Operand.literal(number))))
                .returning(Images.AFTER)
                .shape(new Shape.Add(number.value()))
                .build();
    }
}
