package io.atomicspring.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactDecimalTests {

    private static final String NINES = "9".repeat(38);

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits);
    }

    @Test
    void equalNumbersHaveOneForm() {
        for (List<String> equal : List.of(
                List.of("1.1", "1.10", "11E-1", "0.0110E2"),
                List.of("100", "1E+2", "100.00", "0.1E3"),
                List.of("0", "-0.0", "0E+50", "0E-200", "0.000"),
                List.of("1E+37", "1" + "0".repeat(37)),
                List.of("1E+60", "10E+59", "1" + "0".repeat(60)))) {
            BigDecimal form = ExactDecimal.checked(number(equal.get(0)));
            for (String digits : equal) {
                assertThat(ExactDecimal.checked(number(digits))).isEqualTo(form);
                assertThat(ExactDecimal.text(number(digits))).isEqualTo(ExactDecimal.text(form));
            }
        }
    }

    @Test
    void theTextIsPlainForShortIntegersAndDigitsWithAnExponentForTheRest() {
        assertThat(ExactDecimal.text(number("0.00"))).isEqualTo("0");
        assertThat(ExactDecimal.text(number("-7"))).isEqualTo("-7");
        assertThat(ExactDecimal.text(number("1E+14"))).isEqualTo("100000000000000");
        assertThat(ExactDecimal.text(number("999999999999999"))).isEqualTo("999999999999999");
        assertThat(ExactDecimal.text(number("1E+15"))).isEqualTo("1e15");
        assertThat(ExactDecimal.text(number("1234567890123456"))).isEqualTo("1234567890123456e0");
        assertThat(ExactDecimal.text(number("-0.10"))).isEqualTo("-1e-1");
        assertThat(ExactDecimal.text(number("12.5"))).isEqualTo("125e-1");
        assertThat(ExactDecimal.text(number("1E-130"))).isEqualTo("1e-130");
    }

    @Test
    void theEdgesOfTheRangeFit() {
        for (String digits : List.of(NINES, "-" + NINES, "1E-130", "9.99E+125", NINES + "E+88", NINES + "E-93")) {
            assertThat(ExactDecimal.checked(number(digits))).isEqualByComparingTo(digits);
        }
    }

    @Test
    void whatIsBeyondTheRangeIsRefusedAndNeverRounded() {
        for (String digits : List.of(
                NINES + "1", "1" + "0".repeat(37) + "1", "0." + NINES + "1", "1E-131", "1E+126", "-1E+126", "9E-131")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> ExactDecimal.checked(number(digits)))
                    .withMessageContaining(digits);
        }
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> ExactDecimal.checked(null));
    }

    @Test
    void anAbsurdExponentIsRefusedWithoutBeingExpanded() {
        for (String digits : List.of("1E+2147483647", "1E-2147483647", "1E+1000000000")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> ExactDecimal.checked(number(digits)));
        }
    }

    @Test
    void sumsAndDifferencesAreExactOrEmpty() {
        assertThat(ExactDecimal.add(number("0.1"), number("0.2"))).contains(number("0.3"));
        assertThat(ExactDecimal.add(number(NINES), number("1"))).contains(number("1E+38"));
        assertThat(ExactDecimal.add(number(NINES), number("0.1"))).isEmpty();
        assertThat(ExactDecimal.add(number("1E+125"), number("1E-130"))).isEmpty();
        assertThat(ExactDecimal.subtract(number("1E-129"), number("9.5E-130"))).isEmpty();
        assertThat(ExactDecimal.subtract(number("5.0"), number("5"))).contains(BigDecimal.ZERO);
    }

    @Test
    void randomTextsReadBackAndAreEqualExactlyForEqualValues() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            BigDecimal number =
                    new BigDecimal(new BigInteger(1 + random.nextInt(126), random), random.nextInt(160) - 60);
            BigDecimal signed = random.nextBoolean() ? number : number.negate();
            if (signed.precision() > 38) {
                continue;
            }
            BigDecimal form = ExactDecimal.checked(signed);
            String text = ExactDecimal.text(signed);
            assertThat(new BigDecimal(text)).isEqualByComparingTo(signed);
            assertThat(ExactDecimal.checked(new BigDecimal(text))).isEqualTo(form);
            BigDecimal padded = signed.setScale(signed.scale() + 3);
            assertThat(ExactDecimal.text(padded)).isEqualTo(text);
            assertThat(ExactDecimal.checked(padded)).isEqualTo(form);
        }
    }
}
