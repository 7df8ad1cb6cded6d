package io.atomicspring.store;

import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.mapping.ValueMappingException;
import io.atomicspring.test.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;

class AtomicStoreTests {

    private static final ItemKey KEY = key("sku:7", "stock");

    private final ManualTime time = ManualTime.create();
    private final CountingBackend backend = new CountingBackend(MemoryBackend.with(time));
    private final AtomicStores stores = AtomicStores.on(backend);
    private final AtomicStore shop = stores.space("shop");

    @Test
    void whatIsPutIsFoundWithItsVersion() {
        long version = shop.put(KEY, new Stock(5, 0));

        Item<Stock> item = shop.get(KEY, Stock.class);

        assertThat(item).isEqualTo(new Item<>(KEY, new Stock(5, 0), version, null));
    }

    @Test
    void everyOperationIsOneCall() {
        long version = shop.put(KEY, new Stock(1, 0));
        assertThat(backend.calls()).containsExactly("apply");
        shop.get(KEY, Stock.class);
        assertThat(backend.calls()).containsExactly("read 1");
        version = shop.replace(KEY, new Stock(2, 0), version);
        assertThat(backend.calls()).containsExactly("apply");
        shop.delete(KEY, version);
        assertThat(backend.calls()).containsExactly("apply");
        shop.create(KEY, new Stock(3, 0));
        assertThat(backend.calls()).containsExactly("apply");
        shop.update(KEY).increment("available").execute();
        assertThat(backend.calls()).containsExactly("apply");
        shop.delete(KEY);
        assertThat(backend.calls()).containsExactly("apply");
        shop.query(ItemQuery.partition("sku:7"), Stock.class);
        assertThat(backend.calls()).containsExactly("scan 100");
    }

    @Test
    void whatIsNotThereIsEmptyOrAnError() {
        assertThat(shop.find(KEY, Stock.class)).isEmpty();
        assertThatThrownBy(() -> shop.get(KEY, Stock.class))
                .isInstanceOf(ItemNotFoundException.class)
                .isInstanceOf(EmptyResultDataAccessException.class)
                .hasMessageContaining("'shop/sku:7/stock'");
    }

    @Test
    void anItemIsCreatedOnce() {
        shop.create(KEY, new Stock(1, 0));

        assertThatThrownBy(() -> shop.create(KEY, new Stock(2, 0)))
                .isInstanceOf(ConcurrencyFailureException.class)
                .isInstanceOfSatisfying(
                        ItemExistsException.class,
                        e -> assertThat(e.current(Stock.class).orElseThrow().value())
                                .isEqualTo(new Stock(1, 0)))
                .hasMessageContaining("'shop/sku:7/stock' exists already");
        assertThat(shop.tryCreate(KEY, new Stock(3, 0))).isEmpty();
        assertThat(shop.get(KEY, Stock.class).value()).isEqualTo(new Stock(1, 0));
    }

    @Test
    void ofTwoWritersWithOneVersionOneWins() {
        long version = shop.put(KEY, new Stock(1, 0));

        long won = shop.replace(KEY, new Stock(2, 0), version);

        assertThat(won).isGreaterThan(version);
        assertThatThrownBy(() -> shop.replace(KEY, new Stock(3, 0), version))
                .isInstanceOf(OptimisticLockingFailureException.class)
                .isInstanceOfSatisfying(RaceConditionException.class, e -> {
                    assertThat(e.expectedVersion()).isEqualTo(version);
                    assertThat(e.current(Stock.class)).contains(new Item<>(KEY, new Stock(2, 0), won, null));
                })
                .hasMessageContaining("not at version " + version + " any more but at version " + won);
        assertThat(shop.tryReplace(KEY, new Stock(3, 0), version)).isEmpty();
        assertThat(shop.tryReplace(KEY, new Stock(4, 0), won)).isPresent();
    }

    @Test
    void aDeletedItemCannotBeReplacedAndItsVersionNeverComesBack() {
        long version = shop.put(KEY, new Stock(1, 0));
        shop.delete(KEY);

        assertThatThrownBy(() -> shop.replace(KEY, new Stock(2, 0), version))
                .isInstanceOf(RaceConditionException.class)
                .hasMessageContaining("gone");

        assertThat(shop.put(KEY, new Stock(1, 0))).isGreaterThan(version);
        assertThat(shop.tryReplace(KEY, new Stock(2, 0), version)).isEqualTo(OptionalLong.empty());
    }

    @Test
    void deletingTellsWhetherThereWasSomething() {
        long version = shop.put(KEY, new Stock(1, 0));

        assertThat(shop.tryDelete(KEY, version + 1)).isFalse();
        assertThatThrownBy(() -> shop.delete(KEY, version + 1)).isInstanceOf(RaceConditionException.class);
        assertThat(shop.delete(KEY)).isTrue();
        assertThat(shop.delete(KEY)).isFalse();
        assertThat(shop.tryDelete(KEY, version)).isFalse();
    }

    @Test
    void anItemLivesAsLongAsItWasGiven() {
        shop.put(KEY, new Stock(1, 0), Duration.ofSeconds(10));
        assertThat(shop.get(KEY, Stock.class).expiresAt()).isEqualTo(Instant.parse("2026-01-01T00:00:10Z"));

        time.advance(Duration.ofSeconds(10));

        assertThat(shop.find(KEY, Stock.class)).isEmpty();
        long version = shop.create(KEY, new Stock(2, 0), Duration.ofSeconds(1));
        version = shop.replace(KEY, new Stock(3, 0), version, Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(4));
        shop.replace(KEY, new Stock(4, 0), version);
        time.advance(Duration.ofDays(1));
        assertThat(shop.get(KEY, Stock.class).value()).isEqualTo(new Stock(4, 0));
    }

    @Test
    void manyAreReadInTheOrderAskedAHundredAtATime() {
        List<ItemKey> keys = new ArrayList<>(
                IntStream.range(0, 250).mapToObj(i -> key("p" + i)).toList());
        keys.stream()
                .filter(key -> !key.partition().equals("p7"))
                .forEach(key -> shop.put(key, Map.of("name", key.partition())));
        Collections.reverse(keys);
        keys.add(keys.get(0));
        backend.calls();

        List<Optional<Item<Document>>> found = shop.findAll(keys, Document.class);

        assertThat(backend.calls()).containsExactly("read 100", "read 100", "read 50");
        assertThat(found).hasSize(251);
        for (int i = 0; i < keys.size(); i++) {
            String partition = keys.get(i).partition();
            if (partition.equals("p7")) {
                assertThat(found.get(i)).isEmpty();
            } else {
                assertThat(found.get(i).orElseThrow().value()).isEqualTo(Document.of("name", Value.of(partition)));
            }
        }
    }

    @Test
    void readingNothingAsksNothing() {
        assertThat(shop.findAll(List.of(), Stock.class)).isEmpty();
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void aPartitionIsReadInOrderByPrefixRangeAndPage() {
        for (String sort : List.of("line:2", "line:1", "line:3", "total", "head")) {
            shop.put(key("order:1", sort), Map.of("x", 1));
        }
        shop.put(key("order:10", "line:1"), Map.of("x", 1));
        ItemQuery all = ItemQuery.partition("order:1");

        assertThat(sorts(shop.query(all, Document.class)))
                .containsExactly("head", "line:1", "line:2", "line:3", "total");
        assertThat(sorts(shop.query(all.descending().limit(2), Document.class))).containsExactly("total", "line:3");
        assertThat(sorts(shop.query(all.between("i", "line:2"), Document.class)))
                .containsExactly("line:1", "line:2");

        ItemPage<Document> first = shop.query(all.prefix("line:").limit(2), Document.class);
        assertThat(sorts(first)).containsExactly("line:1", "line:2");
        ItemPage<Document> second = shop.query(all.prefix("line:").limit(2).after(first.next()), Document.class);
        assertThat(sorts(second)).containsExactly("line:3");
        assertThat(second.next()).isNull();
    }

    @Test
    void aPageMayBeLargerThanTheBackendsOwn() {
        IntStream.range(0, 1500).forEach(i -> shop.put(key("p", String.format("%04d", i)), Map.of("i", i)));
        backend.calls();

        ItemPage<Document> page = shop.query(ItemQuery.partition("p").limit(1200), Document.class);

        assertThat(backend.calls()).containsExactly("scan 1000", "scan 200");
        assertThat(page.items()).hasSize(1200);
        assertThat(page.items().get(1199).key()).isEqualTo(key("p", "1199"));
        assertThat(page.next()).isNotNull();
    }

    @Test
    void spacesDoNotMeet() {
        shop.put(KEY, new Stock(1, 0));

        assertThat(stores.space("other").find(KEY, Stock.class)).isEmpty();
    }

    @Test
    void aSpaceOfTheServicesIsRefused() {
        assertThatThrownBy(() -> stores.space("atomic.locks"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'atomic.locks' is reserved");
        assertThatThrownBy(() -> stores.space("a b")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> stores.space(null)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aStoredAttributeThatTheTypeDoesNotKnowIsNamedWithItsItem() {
        shop.put(KEY, Map.of("available", 1, "colour", "red"));

        assertThatThrownBy(() -> shop.get(KEY, Stock.class))
                .isInstanceOfSatisfying(
                        ValueMappingException.class,
                        e -> assertThat(e.attribute()).isEqualTo("colour"))
                .hasMessageContaining("'shop/sku:7/stock'")
                .hasMessageContaining("'colour' is unknown")
                .hasMessageContaining("available, reserved");
        assertThat(shop.get(KEY, Document.class).value().get("colour")).isEqualTo(Value.of("red"));
    }

    private static List<String> sorts(ItemPage<?> page) {
        return page.items().stream().map(item -> item.key().sort()).toList();
    }
}
