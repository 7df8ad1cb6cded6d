package io.atomicspring.docs;

import static io.atomicspring.layer.ChangeType.PUT;
import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.layer.Layer;
import io.atomicspring.layer.LayerService;
import io.atomicspring.layer.MemorySnapshots;
import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LockManager;
import io.atomicspring.once.DoOnceManager;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import io.atomicspring.store.ItemRef;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fifteen lines of the README, compiled and run. */
class ReadmeTests {

    private final Backend backend = MemoryBackend.create();
    private final AtomicStores stores = AtomicStores.on(backend);
    private final AtomicStore shop = stores.space("shop");
    private final LockManager locks = LockManager.on(backend);
    private final CounterService counters = CounterService.on(backend);
    private final DoOnceManager doOnce = DoOnceManager.on(backend);
    private final Layer<Entry> ledger = LayerService.on(backend)
            .layer(
                    "ledger",
                    Entry.class,
                    new MemorySnapshots(),
                    options -> options.identifiedBy(Entry::reference).partitionedBy(entry -> "main"));
    private final List<String> booked = new ArrayList<>();

    record Entry(String reference) {}

    record Stock(long available, long reserved) {}

    record Account(BigDecimal balance) {}

    private String book(String invoice) {
        booked.add(invoice);
        return invoice;
    }

    @Test
    void theLinesRun() {
        ItemRef alice = shop.at(key("alice"));
        ItemRef bob = shop.at(key("bob"));
        shop.put(key("sku:7", "stock"), new Stock(5, 0));
        shop.put(key("alice"), new Account(BigDecimal.TEN));
        BigDecimal amount = BigDecimal.ONE;
        Entry entry = new Entry("t-42");
        String invoice = "42";
        Lease lease = locks.acquire("bank");

        // readme
        locks.withLock("invoice:42", held -> book(invoice));

        shop.update(key("sku:7", "stock"))
                .subtract("available", 3)
                .add("reserved", 3)
                .when(attribute("available").atLeast(3))
                .execute();

        stores.commit(tx -> tx.holding(lease)
                .update(alice)
                .subtract("balance", amount)
                .when(attribute("balance").atLeast(amount))
                .update(bob)
                .add("balance", amount)
                .with(counters.adding("transfers", 1))
                .with(doOnce.marking("transfers", "t-42"))
                .with(ledger.recording(PUT, entry)));

        long views = counters.increment("views:home");
        // end

        assertThat(booked).containsExactly("42");
        assertThat(shop.get(key("sku:7", "stock"), Stock.class).value()).isEqualTo(new Stock(2, 3));
        assertThat(shop.get(key("bob"), Account.class).value().balance()).isEqualByComparingTo("1");
        assertThat(views).isEqualTo(1);
        assertThat(ledger.get("main")).containsExactly(entry);
    }

    @Test
    void theReadmeShowsTheseLines() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String test = Files.readString(Path.of("src/test/java/io/atomicspring/docs/ReadmeTests.java"));
        String lines = test.substring(test.indexOf("// readme"), test.indexOf("// end"));
        String shown = readme.substring(readme.indexOf("```java"));

        for (String line : lines.lines()
                .skip(1)
                .map(String::strip)
                .filter(code -> !code.isEmpty())
                .toList()) {
            assertThat(withoutBlanks(shown)).contains(withoutBlanks(line));
        }
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("//[^\n]*", "").replaceAll("\\s", "");
    }
}
