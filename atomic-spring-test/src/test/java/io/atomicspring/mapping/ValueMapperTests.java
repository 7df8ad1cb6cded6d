package io.atomicspring.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ValueMapperTests {

    private final ValueMapper mapper = ValueMapper.standard();

    enum Colour {
        RED {
            @Override
            public String toString() {
                return "rouge";
            }
        },
        BLUE
    }

    record Line(String sku, BigDecimal price) {}

    @SuppressWarnings("ArrayRecordComponent") // binary attributes are what it is about
    record Order(
            String id,
            int pieces,
            long total,
            BigDecimal price,
            double weight,
            float ratio,
            boolean paid,
            @Nullable String note,
            byte[] signature,
            Colour colour,
            UUID token,
            List<Line> lines,
            Map<String, Integer> counts,
            Optional<String> coupon) {}

    @Test
    void aRecordGoesInAndComesBackEqual() {
        Order order = new Order(
                "o-1",
                3,
                Long.MAX_VALUE,
                new BigDecimal("12345678901234567890.123456789"),
                0.1,
                0.1f,
                true,
                "a note \uD83D\uDE00",
                new byte[] {1, -1},
                Colour.RED,
                UUID.fromString("6f0c0f7e-58c5-4c67-9d1c-8f6d3f4fd3a1"),
                List.of(new Line("a", new BigDecimal("1.5")), new Line("b", new BigDecimal("0.1"))),
                Map.of("x", 1),
                Optional.of("five"));

        Order back = mapper.fromDocument(mapper.toDocument(order), Order.class);

        assertThat(back).usingRecursiveComparison().isEqualTo(order);
    }

    @Test
    void everyAttributeHasTheKindThatFits() {
        Document document = mapper.toDocument(new Order(
                "o-1",
                3,
                4,
                new BigDecimal("1.10"),
                0.1,
                0.1f,
                true,
                null,
                new byte[] {1},
                Colour.RED,
                new UUID(0, 1),
                List.of(new Line("a", BigDecimal.ONE)),
                Map.of("x", 1),
                Optional.empty()));

        assertThat(document.get("price")).isEqualTo(Value.of(new BigDecimal("1.1")));
        assertThat(document.get("weight")).isEqualTo(Value.of(new BigDecimal("0.1")));
        assertThat(document.get("ratio")).isEqualTo(Value.of(new BigDecimal("0.1")));
        assertThat(document.get("paid")).isEqualTo(Value.of(true));
        assertThat(document.get("signature")).isEqualTo(Value.of(new byte[] {1}));
        assertThat(document.get("colour")).isEqualTo(Value.of("RED"));
        assertThat(document.get("token")).isEqualTo(Value.of("00000000-0000-0000-0000-000000000001"));
        assertThat(document.get("lines"))
                .isEqualTo(Value.list(Document.of("sku", Value.of("a"), "price", Value.of(1))));
        assertThat(document.get("counts")).isEqualTo(Document.of("x", Value.of(1)));
        assertThat(document.attributes()).doesNotContainKeys("note", "coupon");
    }

    record Times(Instant instant, LocalDate date, OffsetDateTime offset, ZonedDateTime zoned, Duration duration) {}

    @Test
    void timesAreIsoTextAndComeBackEqual() {
        Times times = new Times(
                Instant.parse("2026-01-02T03:04:05.123456789Z"),
                LocalDate.of(2026, 1, 2),
                OffsetDateTime.parse("2026-01-02T03:04:05+02:00"),
                ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Paris]"),
                Duration.ofSeconds(90));

        Document document = mapper.toDocument(times);

        assertThat(document.get("instant")).isEqualTo(Value.of("2026-01-02T03:04:05.123456789Z"));
        assertThat(document.get("date")).isEqualTo(Value.of("2026-01-02"));
        assertThat(document.get("duration")).isEqualTo(Value.of("PT1M30S"));
        assertThat(mapper.fromDocument(document, Times.class)).isEqualTo(times);
    }

    record Tagged(
            @Nullable Set<String> tags,
            @Nullable Set<BigDecimal> prices,
            @Nullable Set<byte[]> hashes,
            @Nullable Set<Colour> colours,
            @Nullable Set<Line> lines,
            @Nullable List<String> names) {}

    @Test
    void setsOfScalarsAreSetsAndOtherSetsAreLists() {
        Document document = mapper.toDocument(new Tagged(
                new TreeSet<>(Set.of("b", "a")),
                Set.of(new BigDecimal("1.5")),
                Set.of(new byte[] {1}),
                Set.of(Colour.BLUE),
                Set.of(new Line("a", BigDecimal.ONE)),
                List.of("n")));

        assertThat(document.get("tags")).isEqualTo(Value.strings("a", "b"));
        assertThat(document.get("prices")).isEqualTo(Value.SetOf.of(List.of(Value.of(new BigDecimal("1.5")))));
        assertThat(document.get("hashes")).isEqualTo(Value.SetOf.of(List.of(Value.of(new byte[] {1}))));
        assertThat(document.get("colours")).isEqualTo(Value.strings("BLUE"));
        assertThat(document.get("lines")).isInstanceOf(Value.ListOf.class);
        assertThat(document.get("names")).isEqualTo(Value.list(Value.of("n")));
    }

    @Test
    void setsAndListsAreReadIntoEither() {
        Document stored = Document.of("tags", Value.list(Value.of("a")), "names", Value.strings("x", "y"));

        Tagged tagged = mapper.fromDocument(stored, Tagged.class);

        assertThat(tagged.tags()).containsExactly("a");
        assertThat(tagged.names()).containsExactly("x", "y");
    }

    @Test
    void anEmptySetIsLeftOutAndReadBackEmpty() {
        Document document = mapper.toDocument(new Tagged(Set.of(), null, null, Set.of(), null, List.of()));

        assertThat(document.attributes()).containsOnlyKeys("names");
        assertThat(mapper.fromDocument(document, Tagged.class).tags()).isEmpty();
        assertThat(mapper.fromDocument(document, Tagged.class).names()).isEmpty();
    }

    @Test
    void anEmptySetOnItsOwnIsRefused() {
        assertThatThrownBy(() -> mapper.toValue(Set.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("A set is empty");
    }

    static class Account {
        @JsonProperty("owner_name")
        private String ownerName = "";

        public int balance;

        public String getOwnerName() {
            return ownerName;
        }

        public boolean isOverdrawn() {
            return balance < 0;
        }
    }

    record Square(int side) {
        public int getArea() {
            return side * side;
        }
    }

    @Test
    void whatARecordComputesIsNotStored() {
        assertThat(mapper.toDocument(new Square(2))).isEqualTo(Document.of("side", Value.of(2)));
    }

    @Test
    void whatAClassComputesDoesNotDisturbReading() {
        Account account = new Account();
        account.ownerName = "Ann";
        account.balance = -5;

        Document document = mapper.toDocument(account);

        assertThat(document.get("owner_name")).isEqualTo(Value.of("Ann"));
        assertThat(mapper.fromDocument(document, Account.class))
                .usingRecursiveComparison()
                .isEqualTo(account);
    }

    static final class Sealed {
        private final String name;

        private Sealed(String name) {
            this.name = name;
        }

        @JsonCreator
        static Sealed of(@JsonProperty("name") String name) {
            return new Sealed(name);
        }

        public String getName() {
            return name;
        }
    }

    @Test
    void anImmutableClassWithAFactoryComesBack() {
        assertThat(mapper.fromDocument(mapper.toDocument(Sealed.of("x")), Sealed.class).name)
                .isEqualTo("x");
    }

    @Test
    void aMissingNumberIsReadAsZeroAsTheStoreCountsIt() {
        Order order = mapper.fromDocument(Document.of("id", Value.of("o")), Order.class);

        assertThat(order.pieces()).isZero();
        assertThat(order.weight()).isZero();
        assertThat(order.paid()).isFalse();
        assertThat(order.price()).isNull();
        assertThat(order.coupon()).isEmpty();
    }

    @Test
    void singleValuesMapByThemselves() {
        assertThat(mapper.toValue(null)).isEqualTo(Value.nothing());
        assertThat(mapper.toValue("x")).isEqualTo(Value.of("x"));
        assertThat(mapper.toValue(new BigInteger("123456789012345678901234567890")))
                .isEqualTo(Value.of(new BigDecimal("123456789012345678901234567890")));
        assertThat(mapper.toValue(new byte[] {1})).isEqualTo(Value.of(new byte[] {1}));
        assertThat(mapper.toValue(Value.strings("a"))).isEqualTo(Value.strings("a"));
        assertThat(mapper.toValue(Map.of("a", Value.strings("x")))).isEqualTo(Document.of("a", Value.strings("x")));
        assertThat(mapper.toValue(Arrays.asList(1, null))).isEqualTo(Value.list(Value.of(1), Value.nothing()));
        assertThat(mapper.fromValue(Value.of("x"), String.class)).isEqualTo("x");
        assertThat(mapper.fromValue(Value.nothing(), String.class)).isNull();
        assertThat(mapper.fromValue(Value.of(7), Integer.class)).isEqualTo(7);
        assertThat(mapper.fromValue(Value.strings("a"), Value.class)).isEqualTo(Value.strings("a"));
    }

    @Test
    void aGenericTypeIsReadByItsReflectType() {
        List<Line> lines = mapper.fromValue(
                Value.list(Document.of("sku", Value.of("a"), "price", Value.of(1))),
                new ParameterizedTypeReference<List<Line>>() {}.getType());

        assertThat(lines).containsExactly(new Line("a", BigDecimal.ONE));
    }

    @Test
    void anUntypedDocumentHasLongsAndDecimals() {
        Document document =
                Document.of("whole", Value.of(1), "part", Value.of(new BigDecimal("0.12345678901234567890123")));

        Map<?, ?> map = mapper.fromDocument(document, Map.class);

        assertThat(map.get("whole")).isEqualTo(1L);
        assertThat(map.get("part")).isEqualTo(new BigDecimal("0.12345678901234567890123"));
    }

    @Test
    void aDocumentPassesAsItIs() {
        Document document = Document.of("a", Value.strings("x"));

        assertThat(mapper.toDocument(document)).isSameAs(document);
        assertThat(mapper.fromDocument(document, Document.class)).isSameAs(document);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNotFiniteIsRefusedWhereverItHides(double number) {
        assertThatThrownBy(() -> mapper.toValue(number)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> mapper.toValue((float) number)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> mapper.toValue(Map.of("lines", List.of(Map.of("price", number)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'lines[0].price'");
        assertThatThrownBy(() -> mapper.toValue(Map.of("prices", Set.of(number))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("prices");
    }

    @Test
    void aNumberThatDoesNotFitIsRefusedAndNeverRounded() {
        assertThatThrownBy(() -> mapper.toDocument(new Line("a", new BigDecimal("1E+126"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'price'");
        assertThatThrownBy(() -> mapper.fromValue(Value.of(new BigDecimal("1.5")), Integer.class))
                .isInstanceOf(ValueMappingException.class);
        assertThatThrownBy(() -> mapper.fromValue(Value.of(1L << 40), Integer.class))
                .isInstanceOf(ValueMappingException.class);
    }

    @Test
    void anAttributeThatTheTypeDoesNotKnowIsNamed() {
        Document stored = Document.of(
                "id",
                Value.of("o"),
                "lines",
                Value.list(Document.of("sku", Value.of("a"), "size", Value.of("secret"))));

        assertThatThrownBy(() -> mapper.fromDocument(stored, Order.class))
                .isInstanceOfSatisfying(
                        ValueMappingException.class,
                        e -> assertThat(e.attribute()).isEqualTo("lines[0].size"))
                .hasMessageContaining("'lines[0].size' is unknown")
                .hasMessageContaining("price, sku")
                .hasMessageNotContaining("secret");
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Lenient(String sku) {}

    @Test
    void aTypeMayAskToIgnoreWhatItDoesNotKnow() {
        Document stored = Document.of("sku", Value.of("a"), "size", Value.of(1));

        assertThat(mapper.fromDocument(stored, Lenient.class)).isEqualTo(new Lenient("a"));
    }

    @Test
    void aValueOfAnotherKindIsNamedButNotShown() {
        Document stored = Document.of("sku", Value.of("a"), "price", Value.of("4711"));

        assertThatThrownBy(() -> mapper.fromDocument(stored, Line.class))
                .isInstanceOf(ValueMappingException.class)
                .hasMessageContaining("'price'")
                .hasNoCause()
                .hasMessageNotContaining("4711");
    }

    record Positive(int amount) {
        Positive {
            if (amount < 1) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    @Test
    void theTypesOwnRefusalIsTheCause() {
        assertThatThrownBy(() -> mapper.fromDocument(Document.of("amount", Value.of(0)), Positive.class))
                .isInstanceOf(ValueMappingException.class)
                .hasRootCauseMessage("not positive");
    }

    static class Loop {
        public Loop self = this;
    }

    @Test
    void whatCannotBeStoredIsBadInput() {
        assertThatThrownBy(() -> mapper.toDocument("text"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> mapper.toDocument(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> mapper.toDocument(new Loop())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> mapper.toValue(Map.of("a", new Object()))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> mapper.toValue("\uD800")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nullsInMapsAreLeftOut() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("a", null);
        map.put("b", 1);

        assertThat(mapper.toDocument(map)).isEqualTo(Document.of("b", Value.of(1)));
    }

    @Test
    void aMapperOfTheCallersKeepsItsSettingsAndOurRules() {
        ValueMapper snakes = ValueMapper.with(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
        record Item(String longName) {}

        assertThat(snakes.toDocument(new Item("x"))).isEqualTo(Document.of("long_name", Value.of("x")));
        assertThatThrownBy(() -> snakes.fromDocument(Document.of("other", Value.of(1)), Item.class))
                .isInstanceOf(ValueMappingException.class);
    }
}
