package io.atomicspring.backend;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Values of every kind, seeded. */
final class RandomValues {

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> Value.nothing();
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> number();
            case 3 -> text();
            case 4 -> binary();
            case 5 -> new Value.ListOf(some(4, i -> value(depth - 1)));
            case 6 -> document(depth - 1);
            case 7 -> Value.SetOf.of(atLeastOne(i -> text()));
            case 8 -> Value.SetOf.of(atLeastOne(i -> number()));
            default -> Value.SetOf.of(atLeastOne(i -> binary()));
        };
    }

    Document document(int depth) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        some(4, i -> text().value()).forEach(name -> attributes.put(name, value(depth)));
        return new Document(attributes);
    }

    private Value.Num number() {
        BigInteger digits = new BigInteger(random.nextInt(126), random);
        BigDecimal number = new BigDecimal(digits, random.nextInt(120) - 40);
        return Value.of(number.precision() > 38 ? BigDecimal.TEN : number.negate());
    }

    private Value.Text text() {
        int[] alphabet = {0, 'a', 'b', '.', 0x80, 0xFFFD, 0x1F600};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return Value.of(text.toString());
    }

    private Value.Binary binary() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return Value.of(bytes);
    }

    private <T> List<T> some(int most, IntFunction<T> each) {
        return IntStream.range(0, random.nextInt(most)).mapToObj(each).toList();
    }

    private <T> List<T> atLeastOne(IntFunction<T> each) {
        return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(each).toList();
    }
}
