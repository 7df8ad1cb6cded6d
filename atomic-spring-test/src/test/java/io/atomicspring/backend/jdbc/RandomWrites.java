package io.atomicspring.backend.jdbc;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Writes made up at random: a few keys and attributes, so that they meet each other often. */
final class RandomWrites {

    static final String SPACE = "programs";

    /** Expiries and the passing of time come in these, so that they meet exactly. */
    static final Duration STEP = Duration.ofMillis(100);

    private static final List<String> PARTITIONS = List.of("p1", "p10", "a#b", "snow ☃ man", "\u0000", "💡/..%{}");
    private static final List<String> SORTS = List.of("", "\u0000", "a", "a\u0000", "aa", "ä", "￿", "💡");
    private static final List<String> ATTRIBUTES = List.of("n", "s", "l", "m", "set", "m.n", "l[0]", "m.l[1]");

    private final Random random;

    RandomWrites(Random random) {
        this.random = random;
    }

    Key key() {
        return Key.of(SPACE, pick(PARTITIONS), pick(SORTS));
    }

    static List<String> partitions() {
        return PARTITIONS;
    }

    String sort() {
        return pick(SORTS);
    }

    Write write() {
        return write(key());
    }

    Write write(Key key) {
        return valid(() -> {
            Write.Builder write = Write.to(key).returning(pick(List.of(Images.values())));
            for (int i = 0, branches = 1 + random.nextInt(3); i < branches; i++) {
                write.when(guard(2), change());
            }
            return write.reserving(random.nextInt(5) == 0 ? 3 : 1).build();
        });
    }

    List<Write> commit() {
        List<Write> writes = new ArrayList<>();
        for (int i = 0, size = 1 + random.nextInt(4); i < size; i++) {
            writes.add(write());
        }
        if (random.nextBoolean()) {
            writes.add(
                    Write.to(writes.get(0).key()).when(guard(1), Change.keep()).build());
        }
        return writes;
    }

    private Guard guard(int depth) {
        int kind = random.nextInt(depth == 0 ? 7 : 10);
        return switch (kind) {
            case 0, 1 -> Guard.always();
            case 2 -> Guard.absent();
            case 3 -> Guard.present();
            case 4 -> Guard.exists(path());
            case 5 -> Guard.compare(operand(), pick(List.of(Guard.Comparison.values())), operand());
            case 6 -> new Guard.Contains(operand(), operand());
            case 7 -> Guard.not(guard(depth - 1));
            case 8 -> Guard.allOf(guard(depth - 1), guard(depth - 1));
            default -> Guard.anyOf(guard(depth - 1), guard(depth - 1));
        };
    }

    private Change change() {
        return switch (random.nextInt(8)) {
            case 0 -> Change.remove();
            case 1 -> Change.keep();
            case 2, 3 -> Change.put(document(), expiry());
            default ->
                valid(() -> {
                    List<Action> actions = new ArrayList<>();
                    for (int i = 0, size = random.nextInt(4); i < size; i++) {
                        actions.add(action());
                    }
                    return new Change.Patch(actions, expiry());
                });
        };
    }

    private Action action() {
        Path path = path();
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Action.Set(path, operand());
            case 2 -> new Action.SetIfAbsent(path, operand());
            case 3 -> new Action.Unset(path);
            case 4, 5 -> new Action.Add(path, operand());
            case 6 -> new Action.AddToSet(path, Value.strings(pick(SORTS), "b"));
            default -> new Action.Append(path, Operand.literal(Value.list(value(1))));
        };
    }

    private Expiry expiry() {
        return switch (random.nextInt(4)) {
            case 0 -> Expiry.never();
            case 1 -> Expiry.unchanged();
            default ->
                Expiry.after(
                        random.nextInt(10) == 0
                                ? Duration.ofNanos(1 + random.nextInt(5_000_000))
                                : STEP.multipliedBy(1 + random.nextInt(15)));
        };
    }

    private Operand operand() {
        return switch (random.nextInt(6)) {
            case 0 -> Operand.now(Duration.ofSeconds(random.nextInt(10) - 5L));
            case 1 -> Operand.attribute(path());
            case 2 -> Operand.attribute(path(), Operand.literal(value(1)));
            case 3 -> Operand.size(path());
            default -> Operand.literal(value(1));
        };
    }

    private Path path() {
        return Path.parse(pick(ATTRIBUTES));
    }

    private Document document() {
        Document document = Document.empty();
        for (int i = 0, size = random.nextInt(4); i < size; i++) {
            document = document.with(pick(List.of("n", "s", "l", "m", "set", "ü", "💡", "")), value(2));
        }
        return document;
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 9)) {
            case 0, 1 -> Value.of(random.nextInt(5));
            case 2 ->
                Value.of(new BigDecimal(pick(
                        List.of("1.10", "-0.1", "9.99E+125", "1E-130", "12345678901234567890123456789012345678"))));
            case 3 -> Value.of(pick(SORTS));
            case 4 -> random.nextBoolean() ? Value.nothing() : Value.of(random.nextBoolean());
            case 5 -> Value.of(new byte[] {0, (byte) random.nextInt(256)});
            case 6 -> Value.list(value(depth - 1), value(depth - 1));
            case 7 -> random.nextBoolean() ? Value.strings("a", pick(SORTS)) : Value.numbers(1, random.nextInt(5));
            default -> Document.of("n", value(depth - 1), "l", Value.list(value(depth - 1)));
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Tries until the model accepts it: overlapping paths and the like are refused when a write is made. */
    private static <T> T valid(Supplier<T> attempt) {
        T made = null;
        while (made == null) {
            try {
                made = attempt.get();
            } catch (InvalidInputException e) {
                made = null;
            }
        }
        return made;
    }
}
