package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.Condition.not;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atomicspring.backend.memory.MemoryBackend;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionTests {

    private static final Map<String, Object> ITEM = Map.of(
            "n",
            5,
            "limit",
            7,
            "name",
            "Bärbel",
            "colour",
            Colour.RED,
            "tags",
            Set.of("a", "b"),
            "lines",
            List.of(Map.of("price", 1.10)),
            "flag",
            true);

    enum Colour {
        RED
    }

    private final AtomicStore store = AtomicStores.on(MemoryBackend.create()).space("things");

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments(true, attribute("n").equalTo(5), "'n' equals 5"),
                arguments(true, attribute("n").equalTo(new BigDecimal("5.00")), "'n' equals 5.00"),
                arguments(false, attribute("n").equalTo("5"), "'n' equals the given String"),
                arguments(true, attribute("colour").equalTo(Colour.RED), "'colour' equals the given Colour"),
                arguments(false, attribute("n").notEqualTo(5), "'n' does not equal 5"),
                arguments(true, attribute("missing").notEqualTo(5), "'missing' does not equal 5"),
                arguments(true, attribute("n").lessThan(6), "'n' is less than 6"),
                arguments(false, attribute("n").lessThan(5), "'n' is less than 5"),
                arguments(true, attribute("n").atMost(5), "'n' is at most 5"),
                arguments(false, attribute("n").atMost(4), "'n' is at most 4"),
                arguments(true, attribute("n").greaterThan(4), "'n' is greater than 4"),
                arguments(false, attribute("n").greaterThan(5), "'n' is greater than 5"),
                arguments(true, attribute("n").atLeast(5), "'n' is at least 5"),
                arguments(false, attribute("n").atLeast(6), "'n' is at least 6"),
                arguments(true, attribute("n").lessThan(attribute("limit")), "'n' is less than 'limit'"),
                arguments(false, attribute("limit").lessThan(attribute("n")), "'limit' is less than 'n'"),
                arguments(true, attribute("n").between(5, 6), "'n' is between 5 and 6"),
                arguments(false, attribute("n").between(6, 7), "'n' is between 6 and 7"),
                arguments(true, attribute("n").in(List.of(1, 5)), "'n' is one of 2 values"),
                arguments(false, attribute("n").in(List.of(1, 2)), "'n' is one of 2 values"),
                arguments(true, attribute("name").beginsWith("Bä"), "'name' begins with the given text"),
                arguments(false, attribute("name").beginsWith("b"), "'name' begins with the given text"),
                arguments(true, attribute("name").contains("rb"), "'name' contains the given String"),
                arguments(true, attribute("tags").contains("a"), "'tags' contains the given String"),
                arguments(false, attribute("tags").contains("c"), "'tags' contains the given String"),
                arguments(true, attribute("flag").exists(), "'flag' exists"),
                arguments(false, attribute("flag").missing(), "'flag' is missing"),
                arguments(true, attribute("other").missing(), "'other' is missing"),
                arguments(true, attribute("tags").size().equalTo(2), "the size of 'tags' equals 2"),
                arguments(true, attribute("name").size().equalTo(7), "the size of 'name' equals 7"),
                arguments(false, attribute("n").size().atLeast(0), "the size of 'n' is at least 0"),
                arguments(true, attribute("lines[0].price").equalTo(1.1), "'lines[0].price' equals 1.1"),
                arguments(false, attribute("lines[1].price").exists(), "'lines[1].price' exists"),
                arguments(true, attribute("other").orElse(0).lessThan(1), "'other' (0 if missing) is less than 1"),
                arguments(false, attribute("n").orElse(0).lessThan(1), "'n' (0 if missing) is less than 1"),
                arguments(
                        false,
                        attribute("n").equalTo(5).and(attribute("flag").equalTo(false)),
                        "('n' equals 5 and 'flag' equals false)"),
                arguments(
                        true,
                        attribute("n").equalTo(4).or(attribute("flag").equalTo(true)),
                        "('n' equals 4 or 'flag' equals true)"),
                arguments(false, not(attribute("n").equalTo(5)), "not ('n' equals 5)"),
                // and / or bind as they are written, left to right
                arguments(
                        false,
                        attribute("n")
                                .equalTo(5)
                                .or(attribute("n").equalTo(5))
                                .and(attribute("n").equalTo(4)),
                        "(('n' equals 5 or 'n' equals 5) and 'n' equals 4)"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void theStoreDecidesAsTheConditionReads(boolean holds, Condition condition, String text) {
        store.put(key("k"), ITEM);

        UpdateResult result =
                store.update(key("k")).set("seen", 1).when(condition).tryExecute();

        assertThat(result instanceof UpdateResult.Updated).isEqualTo(holds);
        assertThat(condition).hasToString(text);
    }
}
