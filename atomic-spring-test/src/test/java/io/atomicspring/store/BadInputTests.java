package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.Condition.not;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTests {

    private static final ItemKey KEY = key("k");

    private final CountingBackend backend = new CountingBackend(MemoryBackend.create());
    private final AtomicStores stores = AtomicStores.on(backend);
    private final AtomicStore store = stores.space("things");

    private static Arguments updating(String what, Consumer<ItemUpdate> steps) {
        return arguments(what, (Consumer<BadInputTests>) test -> {
            ItemUpdate update = test.store.update(KEY);
            steps.accept(update);
            update.execute();
        });
    }

    private static Arguments doing(String what, Consumer<AtomicStore> operation) {
        return arguments(what, (Consumer<BadInputTests>) test -> operation.accept(test.store));
    }

    private static Arguments committing(String what, Consumer<CommitBuilder> steps) {
        return arguments(what, (Consumer<BadInputTests>) test -> test.stores.commit(steps));
    }

    static Stream<Arguments> badInput() {
        return Stream.of(updates(), conditions(), operations(), commits()).flatMap(cases -> cases);
    }

    private static Stream<Arguments> updates() {
        return Stream.of(
                updating("no steps", update -> {}),
                updating("conditions only", update -> update.when(attribute("x").exists())),
                updating("set null", update -> update.set("x", null)),
                updating("set if absent null", update -> update.setIfAbsent("x", null)),
                updating("fallback null", update -> update.setFrom("x", "y", null)),
                updating("source null", update -> update.setFrom("x", null)),
                updating("set NaN", update -> update.set("x", Double.NaN)),
                updating("set NaN inside", update -> update.set("x", Map.of("y", List.of(Float.NaN)))),
                updating("set an empty set", update -> update.set("x", Set.of())),
                updating("set an unmappable object", update -> update.set("x", new Object())),
                updating("set a lone surrogate", update -> update.set("x", "\uD800")),
                updating("add null", update -> update.add("x", null)),
                updating("add NaN", update -> update.add("x", Double.NaN)),
                updating("add infinity", update -> update.add("x", Double.NEGATIVE_INFINITY)),
                updating("subtract null", update -> update.subtract("x", null)),
                updating("subtract NaN", update -> update.subtract("x", Double.NaN)),
                updating("a null path", update -> update.increment(null)),
                updating("an empty path", update -> update.increment("")),
                updating("a malformed path", update -> update.increment("lines[x]")),
                updating("a negative index", update -> update.remove("lines[-1]")),
                updating(
                        "add and set if absent on one path",
                        update -> update.add("n", 1).setIfAbsent("n", 0)),
                updating("two adds on one path", update -> update.add("n", 1).add("n", 1)),
                updating("a path in another", update -> update.set("a", 1).set("a.b", 1)),
                updating("no members", update -> update.addToSet("x")),
                updating("null members", update -> update.addToSet("x", (Object[]) null)),
                updating("a null collection", update -> update.addToSet("x", (Collection<?>) null)),
                updating("a null member", update -> update.removeFromSet("x", Collections.singleton(null))),
                updating("members of two kinds", update -> update.addToSet("x", 1, "a")),
                updating("members of no kind", update -> update.addToSet("x", true)),
                updating("no elements", update -> update.append("x", List.of())),
                updating("a null element", update -> update.prepend("x", Arrays.asList(1, null))),
                updating("a negative time to live", update -> update.expireAfter(Duration.ofSeconds(-1))),
                updating("no time to live", update -> update.expireAfter(Duration.ZERO)),
                updating("a null time to live", update -> update.expireAfterCreation(null)),
                updating(
                        "two expiries",
                        update -> update.expireAfter(Duration.ofSeconds(1)).neverExpire()),
                updating("an impossible version", update -> update.set("x", 1).whenVersion(0)),
                updating("an item that is too large", update -> update.set("x", "x".repeat(400_001))));
    }

    private static Stream<Arguments> conditions() {
        return Stream.of(
                updating("a null condition", update -> update.set("x", 1).when(null)),
                updating("negated null", update -> update.set("x", 1).when(not(null))),
                updating(
                        "and null",
                        update ->
                                update.set("x", 1).when(attribute("x").exists().and(null))),
                updating(
                        "compared with null",
                        update -> update.set("x", 1).when(attribute("x").equalTo(null))),
                updating(
                        "compared with NaN",
                        update -> update.set("x", 1).when(attribute("x").atLeast(Double.NaN))),
                updating(
                        "between null",
                        update -> update.set("x", 1).when(attribute("x").between(1, null))),
                updating(
                        "in nothing",
                        update -> update.set("x", 1).when(attribute("x").in(List.of()))),
                updating(
                        "in null",
                        update -> update.set("x", 1).when(attribute("x").in(Collections.singleton(null)))),
                updating(
                        "in too many",
                        update -> update.set("x", 1)
                                .when(attribute("x").in(new ArrayList<>(Collections.nCopies(101, 1))))),
                updating(
                        "begins with null",
                        update -> update.set("x", 1).when(attribute("x").beginsWith(null))),
                updating(
                        "fallback null",
                        update -> update.set("x", 1)
                                .when(attribute("x").orElse(null).lessThan(1))),
                updating(
                        "a null path in a condition",
                        update -> update.set("x", 1).when(attribute(null).exists())));
    }

    private static Stream<Arguments> operations() {
        return Stream.of(
                doing("put null", store -> store.put(KEY, null)),
                doing("put text", store -> store.put(KEY, "text")),
                doing("put NaN", store -> store.put(KEY, Map.of("x", Double.NaN))),
                doing("put under null", store -> store.put(null, Map.of())),
                doing("put with a negative time to live", store -> store.put(KEY, Map.of(), Duration.ofMillis(-1))),
                doing("put too much", store -> store.put(KEY, Map.of("x", "x".repeat(400_000)))),
                doing("create null", store -> store.create(KEY, null)),
                doing("replace an impossible version", store -> store.replace(KEY, Map.of(), -5)),
                doing("delete under null", store -> store.delete(null)),
                doing("an empty partition", store -> store.delete(key(""))),
                doing("a null partition", store -> store.delete(key(null))),
                doing("a null sort", store -> store.delete(key("p", null))),
                doing("a long partition", store -> store.delete(key("p".repeat(1025)))),
                doing("a long sort", store -> store.delete(key("p", "s".repeat(1024)))),
                doing("find under null", store -> store.find(null, Document.class)),
                doing("find no type", store -> store.find(KEY, null)),
                doing("find null keys", store -> store.findAll(null, Document.class)),
                doing("find a null key", store -> store.findAll(Collections.singletonList(null), Document.class)),
                doing("query null", store -> store.query(null, Document.class)),
                doing(
                        "query no items",
                        store -> store.query(ItemQuery.partition("p").limit(0), Document.class)),
                doing(
                        "query an empty range",
                        store -> store.query(ItemQuery.partition("p").between("b", "a"), Document.class)),
                doing("items of no type", store -> store.items(null)),
                doing("update under null", store -> store.update(null)));
    }

    private static Stream<Arguments> commits() {
        return Stream.of(
                committing("a null item", tx -> tx.put(null, Map.of())),
                committing("a null holder", tx -> tx.holding(null)),
                committing("a null part", tx -> tx.with(null)),
                committing("an update of null", tx -> tx.update(null).increment("x")),
                arguments("null steps", (Consumer<BadInputTests>) test -> test.stores.commit(null)),
                arguments("a check of null", (Consumer<BadInputTests>)
                        test -> test.stores.commit(tx -> tx.check(test.store.at(KEY), null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void isRefusedBeforeAnyIo(String what, Consumer<BadInputTests> attempt) {
        assertThatThrownBy(() -> attempt.accept(this)).isInstanceOf(InvalidInputException.class);
        assertThat(backend.calls()).isEmpty();
    }
}
