package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.ExactDecimal;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Guard.Comparison;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Law 8: exact decimals of up to 38 digits, compared by value; a result that does not fit is refused, never rounded. */
abstract class NumbersGroup extends ContractGroup {

    private static final String NINES = "9".repeat(38);
    private static final Path M = Path.attribute("m");

    NumbersGroup(Supplier<BackendFixture> fixtures) {
        super(fixtures);
    }

    private void assertSum(String left, String right, String sum) {
        assertThat(patched(Document.of("n", number(left)), add(N, right)))
                .as("%s + %s", left, right)
                .isEqualTo(Document.of("n", number(sum)));
        assertThat(patched(Document.of("n", number(right)), add(N, left)))
                .as("%s + %s", right, left)
                .isEqualTo(Document.of("n", number(sum)));
    }

    private void assertNoSum(String left, String right) {
        assertThat(refusal(Document.of("n", number(left)), add(N, right)))
                .as("%s + %s", left, right)
                .isEqualTo(RefusalReason.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void decimalsAreAddedExactly() {
        assertSum("0.1", "0.2", "0.3");
        assertSum("1.005", "0.005", "1.01");
        assertSum("0.7", "0.1", "0.8");
        assertSum("-0.3", "0.1", "-0.2");
        assertSum("1234567890123456789.01", "0.09", "1234567890123456789.1");
    }

    @Test
    void integersBeyondADoubleAreExact() {
        assertSum("9007199254740991", "1", "9007199254740992");
        assertSum("9007199254740992", "1", "9007199254740993");
        assertSum("9007199254740993", "-1", "9007199254740992");
        assertSum("-9007199254740992", "-1", "-9007199254740993");
        assertSum("9223372036854775807", "1", "9223372036854775808");
        assertSum("-9223372036854775808", "-1", "-9223372036854775809");
        assertSum("18446744073709551615", "18446744073709551615", "36893488147419103230");
        assertSum("999999999999999", "1", "1000000000000000");
        assertSum("9999999", "1", "10000000");
        assertSum("-10000000", "1", "-9999999");
    }

    @Test
    void carriesAndBorrowsRunThroughAllDigits() {
        assertSum(NINES, "1", "1E+38");
        assertSum("1E+38", "-1", NINES);
        assertSum("-" + NINES, "-1", "-1E+38");
        assertSum("10000000000000000000000000000", "-0.000000001", "9999999999999999999999999999.999999999");
        assertSum("0.99999999999999999999999999999999999999", "1E-38", "1");
        assertSum("12345678901234567890123456789012345678", "-12345678901234567890123456789012345677", "1");
    }

    @Test
    void signsAndZerosComeOutRight() {
        assertSum("5", "-5", "0");
        assertSum("-5", "3", "-2");
        assertSum("3", "-5", "-2");
        assertSum("1E+50", "-1E+50", "0");
        assertSum("1E-100", "-1E-100", "0");
        assertSum("0", "1E-130", "1E-130");
        assertSum("-0.0", "7", "7");
    }

    @Test
    void theWholeRangeOfMagnitudesIsKept() {
        for (String digits : List.of(
                "1E-130", "-1E-130", "9.99E+125", "-9.99E+125", NINES, "-" + NINES, NINES + "E+88", "1.5E-129", "0")) {
            Key key = key("kept");
            stored(key, Document.of("n", number(digits)));
            assertThat(get(key).document()).as("%s", digits).isEqualTo(Document.of("n", number(digits)));
            applied(check(key, Guard.equal(N, number(digits))));
        }
        assertSum("1E-130", "1E-130", "2E-130");
        assertSum("9E+125", "9E+124", "9.9E+125");
        assertSum("1.1E-129", "-1E-129", "1E-130");
    }

    @Test
    void aSumThatDoesNotFitIsRefused() {
        assertNoSum(NINES, "0.1");
        assertNoSum("0.1", NINES);
        assertNoSum("1E+50", "1");
        assertNoSum("1E+125", "1E-130");
        assertNoSum("9.99E+125", "9E+125");
        assertNoSum("-9.99E+125", "-9E+125");
        assertNoSum(NINES + "E+88", "1E+88");
        assertNoSum("1E-129", "-9.5E-130");
        assertNoSum("12345678901234567890123456789012345678", "0.5");
    }

    @Test
    void equalValuesAreEqualWhateverTheirDigits() {
        Key key = key("equal");
        stored(key, Document.of("n", number("1.10")));
        assertThat(get(key).document()).isEqualTo(Document.of("n", number("1.1")));
        applied(check(key, Guard.equal(N, number("1.1000"))));
        applied(check(key, new Guard.In(Operand.attribute(N), List.of(number("2"), number("11E-1")))));
        stored(key, Document.of("n", number("100")));
        applied(check(key, Guard.equal(N, number("1E+2"))));
        stored(key, Document.of("n", number("1E+2")));
        applied(check(key, Guard.equal(N, number("100.00"))));
        stored(key, Document.of("n", number("0.00")));
        applied(check(key, Guard.equal(N, number("-0"))));
        stored(key, Document.of("n", number("9007199254740993")));
        refused(check(key, Guard.equal(N, number("9007199254740992"))));
    }

    @Test
    void numbersCompareByValueAndNotByTheirText() {
        List<String> ordered = List.of(
                "-9.99E+125",
                "-10",
                "-9",
                "-1.5",
                "-1E-130",
                "0",
                "1E-130",
                "1E-129",
                "0.1",
                "0.11",
                "0.9",
                "1",
                "9",
                "10",
                "9007199254740992",
                "9007199254740993",
                NINES,
                "1E+38",
                "9E+125");
        Key key = key("compared");
        for (int i = 0; i + 1 < ordered.size(); i++) {
            stored(key, Document.of("n", number(ordered.get(i))));
            Operand next = Operand.literal(number(ordered.get(i + 1)));
            Operand same = Operand.literal(number(ordered.get(i)));
            applied(check(key, Guard.compare(Operand.attribute(N), Comparison.LESS, next)));
            refused(check(key, Guard.compare(Operand.attribute(N), Comparison.AT_LEAST, next)));
            applied(check(key, Guard.compare(Operand.attribute(N), Comparison.AT_MOST, same)));
            refused(check(key, Guard.compare(Operand.attribute(N), Comparison.GREATER, same)));
        }
    }

    @Test
    void setsOfNumbersHaveNoDuplicatesByValue() {
        Value.SetOf more = Value.SetOf.of(List.of(number("1.10"), number("100"), number("2")));
        Document document = Document.of("n", Value.SetOf.of(List.of(number("1.1"), number("1E+2"))));
        assertThat(patched(document, new Action.AddToSet(N, more)))
                .isEqualTo(Document.of("n", Value.SetOf.of(List.of(number("1.1"), number("2"), number("100")))));
        assertThat(patched(document, new Action.RemoveFromSet(N, more))).isEqualTo(Document.empty());
        Key key = key("set");
        stored(key, document);
        applied(check(key, new Guard.Contains(Operand.attribute(N), Operand.literal(number("1.100")))));
        refused(check(key, new Guard.Contains(Operand.attribute(N), literal(1))));
    }

    @Test
    void operandsAreCalculatedExactly() {
        Document document = Document.of("n", number("9007199254740993"), "m", number("0.1"));
        Operand n = Operand.attribute(N);
        Operand m = Operand.attribute(M);
        assertThat(patched(
                        document,
                        new Action.Set(Path.attribute("sum"), Operand.sum(n, m)),
                        new Action.Set(Path.attribute("difference"), Operand.difference(m, n))))
                .isEqualTo(document.with("sum", number("9007199254740993.1"))
                        .with("difference", number("-9007199254740992.9")));
        Key key = key("calculated");
        stored(key, document);
        applied(check(key, Guard.compare(Operand.sum(n, m), Comparison.EQUAL, literalOf("9007199254740993.1"))));
        refused(check(key, Guard.compare(Operand.sum(n, m), Comparison.EQUAL, literalOf("9007199254740993"))));
    }

    @Test
    void aCalculationThatDoesNotFitIsRefusedInAnActionAndMissingInAGuard() {
        Document document = Document.of("n", number("1E+50"), "m", number("1"));
        Operand sum = Operand.sum(Operand.attribute(N), Operand.attribute(M));
        assertThat(refusal(document, new Action.Set(Path.attribute("sum"), sum)))
                .isEqualTo(RefusalReason.NUMBER_OUT_OF_RANGE);
        Key key = key("too-long");
        stored(key, document);
        refused(check(key, Guard.compare(sum, Comparison.GREATER, literal(0))));
        refused(check(key, Guard.compare(sum, Comparison.AT_MOST, literal(0))));
    }

    private static Operand literalOf(String digits) {
        return Operand.literal(number(digits));
    }

    @Test
    void nestedNumbersAndListsKeepTheirDigits() {
        Value deep = Document.of("l", Value.list(number("0.1"), number(NINES), number("-1E-130")));
        assertThat(patched(Document.of("d", deep), add(Path.parse("d.l[0]"), "0.2")))
                .isEqualTo(Document.of(
                        "d", Document.of("l", Value.list(number("0.3"), number(NINES), number("-1E-130")))));
    }

    @Test
    void randomSumsAreThoseOfBigDecimal() {
        long seed = Seeds.next();
        Random random = new Random(seed);
        Key key = key("random-sums");
        BigDecimal expected = BigDecimal.ZERO;
        stored(key, numbered(0));
        for (int i = 0; i < 300; i++) {
            BigDecimal amount = randomNumber(random, i % 3 == 0 ? 38 : 12);
            Write write = always(key, patch(new Action.Add(N, Operand.literal(Value.of(amount)))));
            Optional<BigDecimal> sum = ExactDecimal.add(expected, amount);
            Outcome outcome = backend().apply(write);
            assertThat(outcome instanceof Outcome.Applied)
                    .as("%s + %s fits. %s", expected, amount, Seeds.hint(seed))
                    .isEqualTo(sum.isPresent());
            if (sum.isPresent()) {
                assertThat(after((Outcome.Applied) outcome).document())
                        .as("%s + %s. %s", expected, amount, Seeds.hint(seed))
                        .isEqualTo(Document.of("n", Value.of(sum.get())));
                expected = sum.get();
            }
            if (expected.precision() > 30) {
                stored(key, numbered(0));
                expected = BigDecimal.ZERO;
            }
        }
    }

    private static BigDecimal randomNumber(Random random, int digits) {
        BigInteger unscaled = new BigInteger(random.nextInt(3 * digits) + 1, random);
        int scale = random.nextInt(4) == 0 ? random.nextInt(41) - 20 : random.nextInt(6);
        BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
        return number.precision() > ExactDecimal.MAX_DIGITS ? BigDecimal.ONE : number;
    }
}
