package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.test.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The examples of the guide that the store is modelled on, each as it should work. */
class AtomicOperationsGuideTests {

    private final ManualTime time = ManualTime.create();
    private final AtomicStores stores = AtomicStores.on(MemoryBackend.with(time));
    private final AtomicStore shop = stores.space("shop");

    @Test
    void stockIsReservedOnlyWhileThereIsEnough() {
        ItemKey stock = key("sku:7", "stock");
        shop.put(stock, new Stock(7, 0));

        reserve(stock, 3).execute();
        reserve(stock, 3).execute();

        assertThatThrownBy(() -> reserve(stock, 3).execute())
                .isInstanceOfSatisfying(
                        ConditionFailedException.class,
                        e -> assertThat(e.current(Stock.class).orElseThrow().value())
                                .isEqualTo(new Stock(1, 6)));
        assertThat(shop.get(stock, Stock.class).value()).isEqualTo(new Stock(1, 6));
    }

    @Test
    void parallelReservationsSellExactlyWhatIsThere() throws Exception {
        ItemKey stock = key("sku:8", "stock");
        shop.put(stock, new Stock(50, 0));

        List<UpdateResult> results = inParallel(200, i -> reserve(stock, 1).tryExecute());

        assertThat(results).filteredOn(UpdateResult.Updated.class::isInstance).hasSize(50);
        assertThat(shop.get(stock, Stock.class).value()).isEqualTo(new Stock(0, 50));
    }

    private ItemUpdate reserve(ItemKey stock, int pieces) {
        return shop.update(stock)
                .subtract("available", pieces)
                .add("reserved", pieces)
                .when(attribute("available").atLeast(pieces));
    }

    @Test
    void aWindowCountsItsRequestsFromTheFirstOneAndIsForgotten() {
        Duration window = Duration.ofSeconds(60);
        ItemKey requests = key("user:1", "window:1");

        for (int i = 1; i <= 3; i++) {
            assertThat(attempt(requests, window)).isInstanceOf(UpdateResult.Updated.class);
            time.advance(Duration.ofSeconds(10));
        }
        assertThat(attempt(requests, window)).isInstanceOf(UpdateResult.Refused.class);
        assertThat(shop.get(requests, Document.class).value()).isEqualTo(Document.of("count", Value.of(3)));

        time.advance(Duration.ofSeconds(29));
        assertThat(attempt(requests, window)).isInstanceOf(UpdateResult.Refused.class);
        time.advance(Duration.ofSeconds(1));
        assertThat(attempt(requests, window)).isInstanceOf(UpdateResult.Updated.class);
        assertThat(shop.get(requests, Document.class).value()).isEqualTo(Document.of("count", Value.of(1)));
    }

    private UpdateResult attempt(ItemKey requests, Duration window) {
        return shop.update(requests)
                .increment("count")
                .expireAfterCreation(window)
                .when(attribute("count").orElse(0).lessThan(3))
                .tryExecute();
    }

    @Test
    void aCounterIsInitialisedAndRaisedInOneStep() {
        for (int i = 0; i < 3; i++) {
            shop.update(key("page:home"))
                    .increment("views")
                    .setIfAbsent("title", "Home " + i)
                    .execute();
        }

        assertThat(shop.get(key("page:home"), Document.class).value())
                .isEqualTo(Document.of("views", Value.of(3), "title", Value.of("Home 0")));
    }

    @Test
    void addAndSetIfAbsentOnOnePathAreRefused() {
        assertThatThrownBy(() -> shop.update(key("page:home"))
                        .increment("views")
                        .setIfAbsent("views", 0)
                        .execute())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'views' and 'views' overlap");
        assertThat(shop.find(key("page:home"), Document.class)).isEmpty();
    }

    record Account(BigDecimal balance) {}

    @Test
    void moneyMovesOnlyWhileTheBalanceLastsAndNeverHalf() throws Exception {
        Items<Account> accounts = stores.space("accounts").items(Account.class);
        accounts.put(key("a"), new Account(new BigDecimal("100.50")));
        accounts.put(key("b"), new Account(BigDecimal.ZERO));

        List<Boolean> moved = inParallel(50, i -> {
            try {
                BigDecimal amount = new BigDecimal("10.05");
                stores.commit(tx -> tx.update(accounts.at("a"))
                        .subtract("balance", amount)
                        .when(attribute("balance").atLeast(amount))
                        .update(accounts.at("b"))
                        .add("balance", amount)
                        .mustExist());
                return true;
            } catch (CommitRefusedException e) {
                return false;
            }
        });

        assertThat(moved).filteredOn(done -> done).hasSize(10);
        assertThat(accounts.get(key("a")).value().balance()).isEqualByComparingTo("0");
        assertThat(accounts.get(key("b")).value().balance()).isEqualByComparingTo("100.5");
    }

    record Tagged(Set<String> tags) {}

    @Test
    void fiftyParallelAdditionsToASetAreAllKept() throws Exception {
        Items<Tagged> items = shop.items(Tagged.class);
        items.put(key("doc"), new Tagged(Set.of("first")));

        inParallel(
                50, i -> items.update(key("doc")).addToSet("tags", "tag-" + i).execute());

        assertThat(items.get(key("doc")).value().tags())
                .hasSize(51)
                .contains("first")
                .containsAll(IntStream.range(0, 50).mapToObj(i -> "tag-" + i).toList());
    }

    @Test
    void ofTwoWritersThatSawOneVersionOneWins() throws Exception {
        ItemKey doc = key("doc");
        long version = shop.put(doc, Map.of("text", "old"));

        List<UpdateResult> results = inParallel(
                2,
                i -> shop.update(doc)
                        .set("text", "writer " + i)
                        .whenVersion(version)
                        .tryExecute());

        assertThat(results).filteredOn(UpdateResult.Updated.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(UpdateResult.Refused.class::isInstance)
                .singleElement()
                .satisfies(result ->
                        assertThat(((UpdateResult.Refused) result).cause()).isInstanceOf(RaceConditionException.class));
    }

    @Test
    void aCounterWithACeilingStopsAtIt() {
        for (int i = 0; i < 5; i++) {
            shop.update(key("seats"))
                    .increment("taken")
                    .when(attribute("taken").orElse(0).lessThan(3))
                    .tryExecute();
        }

        assertThat(shop.get(key("seats"), Document.class).value()).isEqualTo(Document.of("taken", Value.of(3)));
    }

    @Test
    void anAuditTrailOnlyGrows() throws Exception {
        inParallel(
                20,
                i -> shop.update(key("audit")).append("events", Map.of("n", i)).execute());

        Value.ListOf events =
                (Value.ListOf) shop.get(key("audit"), Document.class).value().get("events");
        assertThat(events.elements()).hasSize(20).doesNotHaveDuplicates();
    }

    private interface Attempt<T> {
        T number(int i) throws Exception;
    }

    private static <T> List<T> inParallel(int times, Attempt<T> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<T>> calls = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(i -> () -> attempt.number(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
