package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.memory.MemoryBackend;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsTests {

    enum State {
        OPEN,
        PAID
    }

    record Line(String sku, BigDecimal price) {}

    record Order(
            State state,
            int pieces,
            List<Line> lines,
            Set<String> tags,
            Map<String, String> notes,
            @Nullable Instant paidAt) {}

    private static final ItemKey KEY = key("order:1");
    private static final Order ORDER = new Order(
            State.OPEN, 1, List.of(new Line("a", new BigDecimal("1.5"))), Set.of("new"), Map.of("by", "phone"), null);

    private final CountingBackend backend = new CountingBackend(MemoryBackend.create());
    private final AtomicStores stores = AtomicStores.on(backend);
    private final Items<Order> orders = stores.space("orders").items(Order.class);

    @Test
    void anItemGoesItsWholeWayAsItsType() {
        long version = orders.create(KEY, ORDER);
        assertThat(orders.get(KEY).value()).isEqualTo(ORDER);

        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        version = orders.update(KEY)
                .set("state", State.PAID)
                .set("paidAt", now)
                .increment("pieces")
                .append("lines", new Line("b", BigDecimal.TEN))
                .addToSet("tags", "paid")
                .set("notes.paid", "card")
                .when(attribute("state").equalTo(State.OPEN))
                .whenVersion(version)
                .execute()
                .version();

        Order paid = new Order(
                State.PAID,
                2,
                List.of(new Line("a", new BigDecimal("1.5")), new Line("b", BigDecimal.TEN)),
                Set.of("new", "paid"),
                Map.of("by", "phone", "paid", "card"),
                now);
        assertThat(orders.find(KEY)).contains(new Item<>(KEY, paid, version, null));
        assertThat(orders.findAll(List.of(key("none"), KEY)))
                .extracting(Optional::isPresent)
                .containsExactly(false, true);
        assertThat(orders.query(ItemQuery.partition("order:1")).items()).hasSize(1);
        assertThat(orders.tryReplace(KEY, ORDER, version - 1)).isEmpty();
        version = orders.replace(KEY, ORDER, version);
        assertThat(orders.tryCreate(KEY, ORDER)).isEmpty();
        assertThat(orders.tryDelete(KEY, version - 1)).isFalse();
        assertThat(orders.delete(KEY)).isTrue();
        orders.put(KEY, ORDER, Duration.ofHours(1));
        assertThat(orders.get(KEY).expiresAt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "lines[0].prize", "State"})
    void anAttributeThatTheTypeDoesNotKnowIsRefusedBeforeAnyIo(String path) {
        for (Runnable attempt : List.<Runnable>of(
                () -> orders.update(KEY).set(path, "x"),
                () -> orders.update(KEY).remove(path),
                () -> orders.update(KEY).increment(path),
                () -> orders.update(KEY).append(path, 1),
                () -> orders.update(KEY).addToSet(path, "x"),
                () -> orders.update(KEY).setFrom("state", path),
                () -> orders.update(KEY).when(attribute(path).exists()),
                () -> orders.update(KEY).when(attribute("pieces").lessThan(attribute(path))),
                () -> stores.commit(tx -> tx.update(orders.at(KEY)).set(path, "x")),
                () -> stores.commit(
                        tx -> tx.check(orders.at(KEY), attribute(path).exists())))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("'" + path + "' is unknown to " + Order.class.getName())
                    .hasMessageContaining("known are");
        }
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aValueThatTheTypeCannotHoldIsRefusedBeforeAnyIo() {
        for (Runnable attempt : List.<Runnable>of(
                () -> orders.update(KEY).set("pieces", "three"),
                () -> orders.update(KEY).set("pieces", 1.5),
                () -> orders.update(KEY).add("pieces", 0.5),
                () -> orders.update(KEY).subtract("pieces", 0.5),
                () -> orders.update(KEY).set("state", "CLOSED"),
                () -> orders.update(KEY).increment("state"),
                () -> orders.update(KEY).set("lines", Map.of("a", 1)),
                () -> orders.update(KEY).append("lines", "text"),
                () -> orders.update(KEY).set("paidAt", "yesterday"),
                () -> stores.commit(tx -> tx.put(orders.at(KEY), new Stock(1, 1))))) {
            assertThatThrownBy(attempt::run).isInstanceOf(InvalidInputException.class);
        }
        assertThat(backend.calls()).isEmpty();
    }
}
