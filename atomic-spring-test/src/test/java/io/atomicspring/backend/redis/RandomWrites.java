package io.atomicspring.backend.redis;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random writes that meet each other on a few keys and attributes, up to the limits of depth and size. */
final class RandomWrites {

    static final List<Key> KEYS = List.of(
            Key.of("space", "p"),
            Key.of("space", "p", "a"),
            Key.of("space", "p", "\uFFFD"),
            Key.of("space", "p", "\uD83D\uDE00"),
            Key.of("other", "p"),
            Key.of("space", "}{", "x"),
            Key.of("space", "\u0000}", "y"));

    private static final List<String> NAMES =
            List.of("n", "l", "m", "s", Shapes.OWNER, Shapes.COUNT, "\u00E9", "Z", "a");
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "B", "Z", "\u0000", "\u00E9", "\uFFFD", "\uD83D\uDE00", "0", "null");
    private static final List<Duration> LEASES = List.of(
            Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofMinutes(5), Duration.ofNanos(65_000_000_001L));

    private final Random random;
    /** A patch may carry no more than an entry may hold, so only one value of it is huge. */
    private boolean hugeUsed;

    RandomWrites(Random random) {
        this.random = random;
    }

    Write write(Key key, long knownVersion) {
        if (random.nextInt(4) == 0) {
            return shape(key);
        }
        Write.Builder write = Write.to(key).returning(pick(Images.values())).reserving(random.nextInt(4) == 0 ? 7 : 1);
        for (int branches = 1 + random.nextInt(3); branches > 0; branches--) {
            write.when(guard(3, knownVersion), change());
        }
        return write.build();
    }

    /**
     * A step of the test's clock in microseconds: whole tens of seconds, so that with the leases above a live entry has seconds left, and
     * the server, whose own clock runs on, never reclaims it first.
     */
    long clockStep() {
        return (random.nextInt(5) - (random.nextInt(4) == 0 ? 7 : 0)) * 10_000_000L;
    }

    /** Up to four writes to different keys, sometimes with a check of a key that is also written. */
    List<Write> commit(java.util.function.ToLongFunction<Key> knownVersion) {
        List<Key> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, random);
        List<Write> writes = new ArrayList<>();
        for (Key key : keys.subList(0, 1 + random.nextInt(4))) {
            writes.add(write(key, knownVersion.applyAsLong(key)));
            if (random.nextInt(5) == 0) {
                writes.add(Write.to(key).when(guard(1, 1), Change.keep()).build());
            }
        }
        return writes;
    }

    Write shape(Key key) {
        Value.Binary owner = binary();
        return switch (random.nextInt(5)) {
            case 0, 1 -> Shapes.acquire(key, owner, pick(TEXTS), pick(LEASES));
            case 2 -> Shapes.renew(key, owner, pick(LEASES));
            case 3 -> Shapes.release(key, owner);
            default -> Shapes.add(key, number());
        };
    }

    BigDecimal number() {
        return switch (random.nextInt(6)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(7) - 3);
            case 1 -> BigDecimal.valueOf(random.nextLong(2_000_000_000_000_000L) - 1_000_000_000_000_000L);
            case 2 -> BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 2);
            case 3 -> new BigDecimal("1E" + (random.nextInt(256) - 130));
            default -> decimal(1 + random.nextInt(38));
        };
    }

    private BigDecimal decimal(int digits) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "").append(1 + random.nextInt(9));
        int nines = random.nextInt(4);
        for (int i = 1; i < digits; i++) {
            text.append(nines == 0 ? 9 : random.nextInt(10));
        }
        // Close exponents, so that sums meet the limit of 38 digits from both sides.
        return new BigDecimal(text.toString()).scaleByPowerOfTen(random.nextInt(50) - 30 - digits);
    }

    private Change change() {
        return switch (random.nextInt(10)) {
            case 0 -> Change.remove();
            case 1 -> Change.keep();
            case 2, 3 -> Change.put(document(3), expiry());
            default -> new Change.Patch(actions(), expiry());
        };
    }

    private Expiry expiry() {
        return switch (random.nextInt(4)) {
            case 0 -> Expiry.after(pick(LEASES));
            case 1 -> Expiry.never();
            default -> Expiry.unchanged();
        };
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        hugeUsed = false;
        for (int count = random.nextInt(5); count > 0; count--) {
            Action action = action();
            if (actions.stream().noneMatch(other -> other.path().overlaps(action.path()))) {
                actions.add(action);
            }
        }
        return actions;
    }

    private Action action() {
        Path path = path();
        return switch (random.nextInt(12)) {
            case 0 -> new Action.SetIfAbsent(path, operand(2));
            case 1, 2 -> new Action.Unset(path);
            case 3, 4 -> new Action.Add(path, operand(2));
            case 5 -> new Action.AddToSet(path, set());
            case 6 -> new Action.RemoveFromSet(path, set());
            case 7, 8 -> new Action.Append(path, random.nextBoolean() ? Operand.literal(list(2)) : operand(1));
            case 9 -> new Action.Prepend(path, random.nextBoolean() ? Operand.literal(list(1)) : operand(1));
            default -> new Action.Set(path, random.nextInt(5) == 0 ? Operand.literal(extreme()) : operand(2));
        };
    }

    private Guard guard(int depth, long knownVersion) {
        return switch (random.nextInt(depth > 0 ? 20 : 13)) {
            case 0 -> Guard.absent();
            case 1 -> Guard.present();
            case 2 -> Guard.versionIs(Math.max(1, knownVersion - random.nextInt(2)));
            case 3 -> Guard.exists(path());
            case 4 -> Guard.missing(path());
            case 5, 6 -> Guard.compare(operand(2), pick(Guard.Comparison.values()), operand(2));
            case 7 -> new Guard.Between(operand(1), operand(1), operand(1));
            case 8 -> new Guard.In(operand(1), some(1 + random.nextInt(3), () -> value(1)));
            case 9 -> new Guard.BeginsWith(operand(1), value(1));
            case 10 -> new Guard.Contains(operand(1), operand(1));
            case 13, 14 -> new Guard.AllOf(some(random.nextInt(4), () -> guard(depth - 1, knownVersion)));
            case 15, 16 -> new Guard.AnyOf(some(random.nextInt(4), () -> guard(depth - 1, knownVersion)));
            case 17 -> Guard.not(guard(depth - 1, knownVersion));
            default -> Guard.always();
        };
    }

    private Operand operand(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0, 1 -> Operand.literal(random.nextInt(20) == 0 ? extreme() : value(2));
            case 2 -> Operand.size(path());
            case 5 -> Operand.attribute(path(), operand(depth - 1));
            case 6 -> Operand.sum(operand(depth - 1), operand(depth - 1));
            case 7 -> Operand.difference(operand(depth - 1), operand(depth - 1));
            case 8 -> Operand.now(Duration.ofNanos(random.nextLong(4_000_000_000L) - 2_000_000_000L));
            default -> Operand.attribute(path());
        };
    }

    private Path path() {
        Path path = Path.attribute(pick(NAMES));
        for (int steps = random.nextInt(6) - 2; steps > 0; steps--) {
            path = random.nextBoolean() ? path.child(pick(NAMES)) : path.element(random.nextInt(4));
        }
        return path;
    }

    private Document document(int depth) {
        Document document = Document.empty();
        for (int attributes = random.nextInt(5); attributes > 0; attributes--) {
            document = document.with(pick(NAMES), value(depth - 1));
        }
        return document;
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 9)) {
            case 0, 1 -> Value.of(pick(TEXTS));
            case 2 -> binary();
            case 3 -> Value.of(random.nextBoolean());
            case 4 -> Value.nothing();
            case 9, 10 -> list(depth);
            case 11, 12 -> document(depth);
            case 13 -> set();
            default -> Value.of(number());
        };
    }

    /** Values that take an entry to its limits of depth and size. */
    private Value extreme() {
        if (!hugeUsed && random.nextInt(3) == 0) {
            hugeUsed = true;
            return Value.of(new byte[150_000 + random.nextInt(230_000)]);
        }
        Value nested = Value.of("deep");
        for (int depth = 27 + random.nextInt(4); depth > 0; depth--) {
            nested = random.nextBoolean() ? Value.list(nested) : Document.of("m", nested);
        }
        return nested;
    }

    private Value.ListOf list(int depth) {
        return new Value.ListOf(some(random.nextInt(4), () -> value(depth - 1)));
    }

    private Value.SetOf set() {
        int size = 1 + random.nextInt(4);
        return switch (random.nextInt(3)) {
            case 0 -> Value.SetOf.of(some(size, () -> Value.of(pick(TEXTS))));
            case 1 -> Value.SetOf.of(some(size, () -> Value.of(number())));
            default -> Value.SetOf.of(some(size, this::binary));
        };
    }

    private Value.Binary binary() {
        byte[] bytes = new byte[random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 0x7F : 0x80);
        }
        return Value.of(bytes);
    }

    private <T> List<T> some(int count, Supplier<T> each) {
        return Stream.generate(each).limit(count).toList();
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> T pick(T[] choices) {
        return pick(Arrays.asList(choices));
    }
}
