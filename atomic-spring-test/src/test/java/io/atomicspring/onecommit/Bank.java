package io.atomicspring.onecommit;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;

import io.atomicspring.backend.Backend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.layer.ChangeType;
import io.atomicspring.layer.Layer;
import io.atomicspring.layer.LayerService;
import io.atomicspring.layer.MemorySnapshots;
import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LockManager;
import io.atomicspring.once.DoOnceManager;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** All five services on one backend: what the project is about. */
final class Bank implements AutoCloseable {

    static final String LOCK = "bank";
    static final BigDecimal ALL_MONEY = new BigDecimal("100.00");
    static final String LEDGER = "main";

    private final AtomicStores stores;
    private final AtomicStore accounts;
    private final LockManager locks;
    private final CounterService counters;
    private final DoOnceManager doOnce;
    private final Layer<Posting> ledger;

    private Bank(Backend backend) {
        stores = AtomicStores.on(backend);
        accounts = stores.space("accounts");
        locks = LockManager.on(backend);
        counters = CounterService.on(backend);
        doOnce = DoOnceManager.on(backend);
        ledger = LayerService.on(backend)
                .layer(
                        "ledger",
                        Posting.class,
                        new MemorySnapshots(),
                        options -> options.identifiedBy(Posting::reference).partitionedBy(posting -> LEDGER));
    }

    static Bank on(Backend backend) {
        return new Bank(backend);
    }

    void open() {
        accounts.tryCreate(key("alice"), new Account(ALL_MONEY));
        accounts.tryCreate(key("bob"), new Account(BigDecimal.ZERO));
    }

    Lease enter(Duration lease) {
        return locks.acquire(
                LOCK, options -> options.waitFor(Duration.ofSeconds(20)).leaseFor(lease));
    }

    /** Two items, a lease, a counter, a do-once mark and a layer event: one commit. */
    void transfer(Lease lease, String reference, BigDecimal amount) {
        stores.commit(tx -> tx.holding(lease)
                .update(accounts.at(key("alice")))
                .subtract("balance", amount)
                .when(attribute("balance").atLeast(amount))
                .update(accounts.at(key("bob")))
                .add("balance", amount)
                .with(counters.adding("transfers", 1))
                .with(doOnce.marking("transfers", reference))
                .with(ledger.recording(ChangeType.PUT, new Posting(reference, amount))));
    }

    boolean isDone(String reference) {
        return doOnce.find("transfers", reference).isPresent();
    }

    Books books() {
        return new Books(
                balance("alice"),
                balance("bob"),
                counters.get("transfers").intValueExact(),
                ledger.get(LEDGER).stream().map(Posting::reference).sorted().toList());
    }

    private BigDecimal balance(String name) {
        return accounts.get(key(name), Account.class).value().balance();
    }

    @Override
    public void close() {
        locks.close();
    }

    /** What can be seen of all services at once. */
    record Books(BigDecimal alice, BigDecimal bob, int transfers, List<String> ledger) {

        /** Whether everything fits together, for transfers of one amount each. */
        boolean balance(BigDecimal each) {
            return alice.add(bob).compareTo(ALL_MONEY) == 0
                    && bob.compareTo(each.multiply(BigDecimal.valueOf(transfers))) == 0
                    && ledger.size() == transfers;
        }
    }
}
