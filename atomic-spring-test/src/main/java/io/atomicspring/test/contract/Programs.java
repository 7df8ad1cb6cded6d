package io.atomicspring.test.contract;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Random writes over few keys and few attributes, so that they meet each other, and over values that stores get wrong.
 *
 * <p>Times to live end half a minute beside the whole minutes in which programs move time, so that the few milliseconds a
 * store's clock runs by itself decide nothing.
 */
final class Programs {

    static final List<Key> KEYS = List.of(
            Key.of("programs", "p", ""),
            Key.of("programs", "p", "a"),
            Key.of("programs", "p", "\uFFFD"),
            Key.of("programs", "p", "\uD83D\uDE00"),
            Key.of("programs2", "p", "a"));

    private static final List<String> NAMES = List.of("n", "m", "l", "s", "d", Shapes.OWNER);
    private static final List<String> DIGITS = List.of(
            "0",
            "1",
            "-1",
            "0.1",
            "0.2",
            "2.50",
            "100",
            "9007199254740993",
            "-9223372036854775808",
            "99999999999999999999999999999999999999",
            "1E-130",
            "9.99E+125",
            "123456789.987654321");
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "\u0000", "\u00E9", "\uFFFD", "\uD83D\uDE00", "1", "null");
    private static final Value.Binary OURS = Value.of(new byte[] {1, 2});
    private static final Value.Binary THEIRS = Value.of(new byte[] {1, -2});

    private final Random random;
    private final ToLongFunction<Key> versions;

    /** @param versions a version that is worth a guard on a key */
    Programs(Random random, ToLongFunction<Key> versions) {
        this.random = random;
        this.versions = versions;
    }

    Write write() {
        return write(pick(KEYS));
    }

    /** Some writes to keys of their own, and sometimes a check beside one. */
    List<Write> commit() {
        List<Write> writes = new ArrayList<>();
        List<Key> left = new ArrayList<>(KEYS);
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            Key key = left.remove(random.nextInt(left.size()));
            writes.add(write(key));
            if (random.nextInt(5) == 0) {
                writes.add(Write.to(key).when(guard(key, 1), Change.keep()).build());
            }
        }
        return writes;
    }

    private Write write(Key key) {
        return random.nextInt(5) == 0 ? shape(key) : anyWrite(key);
    }

    private Write shape(Key key) {
        Value.Binary owner = random.nextBoolean() ? OURS : THEIRS;
        Write write = switch (random.nextInt(5)) {
            case 0 -> Shapes.acquire(key, owner, pick(TEXTS), ttl());
            case 1 -> Shapes.renew(key, owner, ttl());
            case 2 -> Shapes.release(key, owner);
            case 3 -> Shapes.holding(key, owner);
            default -> Shapes.add(key, new BigDecimal(pick(DIGITS)));
        };
        return random.nextBoolean() ? write : write.untagged();
    }

    private Write anyWrite(Key key) {
        Write.Builder write = Write.to(key).returning(pick(List.of(Images.values())));
        for (int branches = 1 + random.nextInt(2); branches > 0; branches--) {
            write.when(guard(key, 2), change());
        }
        if (random.nextInt(4) > 0) {
            // Without it most writes, and nearly all commits, would be refused.
            write.when(Guard.always(), change());
        }
        return random.nextInt(6) == 0 ? write.reserving(1 + random.nextInt(5)).build() : write.build();
    }

    private Change change() {
        return switch (random.nextInt(10)) {
            case 0 -> Change.remove();
            case 1 -> Change.keep();
            case 2, 3, 4 -> Change.put(document(), expiry());
            default -> new Change.Patch(actions(), expiry());
        };
    }

    private Expiry expiry() {
        return switch (random.nextInt(4)) {
            case 0 -> Expiry.after(ttl());
            case 1 -> Expiry.never();
            default -> Expiry.unchanged();
        };
    }

    private Duration ttl() {
        return Duration.ofSeconds(30 + 60L * random.nextInt(3));
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Action action = action();
            if (actions.stream().noneMatch(other -> other.path().overlaps(action.path()))) {
                actions.add(action);
            }
        }
        return actions;
    }

    private Action action() {
        Path path = path();
        return switch (random.nextInt(10)) {
            case 0 -> new Action.SetIfAbsent(path, operand(1));
            case 1 -> new Action.Unset(path);
            case 2, 3, 4 -> new Action.Add(random.nextBoolean() ? ContractGroup.N : path, operand(1));
            case 5 -> new Action.AddToSet(path, set());
            case 6 -> new Action.RemoveFromSet(path, set());
            case 7 -> new Action.Append(path, Operand.literal(list(1)));
            case 8 -> new Action.Prepend(path, operand(0));
            default -> new Action.Set(path, operand(2));
        };
    }

    private Guard guard(Key key, int depth) {
        return switch (random.nextInt(depth > 0 ? 15 : 11)) {
            case 0 -> Guard.absent();
            case 1 -> Guard.present();
            case 2 -> Guard.exists(path());
            case 3 -> Guard.compare(operand(1), pick(List.of(Guard.Comparison.values())), Operand.literal(value(1)));
            case 4 -> Guard.compare(operand(1), pick(List.of(Guard.Comparison.values())), operand(1));
            case 5 -> new Guard.Between(operand(0), operand(1), operand(0));
            case 6 -> new Guard.In(operand(0), some(1 + random.nextInt(3), i -> value(1)));
            case 7 -> new Guard.BeginsWith(operand(0), value(0));
            case 8 -> new Guard.Contains(operand(0), operand(0));
            case 9 -> Guard.versionIs(versions.applyAsLong(key));
            case 11 -> new Guard.AllOf(some(random.nextInt(3), i -> guard(key, depth - 1)));
            case 12 -> new Guard.AnyOf(some(random.nextInt(3), i -> guard(key, depth - 1)));
            case 13 -> Guard.not(guard(key, depth - 1));
            default -> Guard.always();
        };
    }

    private Operand operand(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0, 1 -> Operand.literal(value(1));
            case 2 -> Operand.size(path());
            case 5 -> Operand.attribute(path(), operand(depth - 1));
            case 6 ->
                random.nextBoolean()
                        ? Operand.sum(operand(depth - 1), operand(depth - 1))
                        : Operand.difference(operand(depth - 1), operand(depth - 1));
            case 7 -> Operand.now(Duration.ofSeconds(random.nextInt(121) - 60));
            default -> Operand.attribute(path());
        };
    }

    private Path path() {
        Path path = Path.attribute(pick(NAMES));
        for (int steps = random.nextInt(5) - 2; steps > 0; steps--) {
            path = random.nextBoolean() ? path.child(pick(NAMES)) : path.element(random.nextInt(4));
        }
        return path;
    }

    private Document document() {
        Document document = Document.empty();
        for (int attributes = random.nextInt(5); attributes > 0; attributes--) {
            document = document.with(pick(NAMES), value(2));
        }
        return document;
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> Value.of(pick(TEXTS));
            case 1 -> random.nextBoolean() ? OURS : THEIRS;
            case 2 -> Value.of(random.nextBoolean());
            case 3 -> Value.nothing();
            case 8, 9 -> list(depth);
            case 10 -> new Document(Map.of(pick(NAMES), value(depth - 1)));
            case 11 -> set();
            default -> Value.of(new BigDecimal(pick(DIGITS)));
        };
    }

    private Value.ListOf list(int depth) {
        return new Value.ListOf(some(random.nextInt(4), i -> value(depth - 1)));
    }

    private Value.SetOf set() {
        List<Value> members = switch (random.nextInt(3)) {
            case 0 -> some(1 + random.nextInt(3), i -> Value.of(pick(TEXTS)));
            case 1 -> some(1 + random.nextInt(3), i -> Value.of(new BigDecimal(pick(DIGITS))));
            default -> some(1 + random.nextInt(2), i -> random.nextBoolean() ? OURS : THEIRS);
        };
        return Value.SetOf.of(members);
    }

    private static <T> List<T> some(int count, IntFunction<T> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
