package io.atomicspring.sample;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.counter.CounterService;
import io.atomicspring.layer.ChangeType;
import io.atomicspring.layer.Layer;
import io.atomicspring.layer.SyncResult;
import io.atomicspring.once.DoOnceManager;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Accounts: a transfer moves money, counts itself, marks its reference and writes the ledger, all in one commit. */
@Service
class Bank {

    static final String TRANSFERS = "transfers";
    static final String LEDGER_PARTITION = "main";

    private final AtomicStores stores;
    private final AtomicStore accounts;
    private final CounterService counters;
    private final DoOnceManager doOnce;
    private final Layer<LedgerEntry> ledger;

    Bank(AtomicStores stores, CounterService counters, DoOnceManager doOnce, Layer<LedgerEntry> ledger) {
        this.stores = stores;
        this.accounts = stores.space("accounts");
        this.counters = counters;
        this.doOnce = doOnce;
        this.ledger = ledger;
    }

    /** Moves the amount once for each reference; refused when the balance is short or the reference was used. */
    void transfer(LedgerEntry transfer) {
        BigDecimal amount = transfer.amount();
        stores.commit(tx -> tx.update(accounts.at(key(transfer.from())))
                .subtract("balance", amount)
                .when(attribute("balance").atLeast(amount))
                .update(accounts.at(key(transfer.to())))
                .add("balance", amount)
                .when(attribute("balance").exists())
                .with(counters.adding(TRANSFERS, 1))
                .with(doOnce.marking("transfers", transfer.reference()))
                .with(ledger.recording(ChangeType.PUT, transfer)));
    }

    /** Makes the account if the bank does not have it yet. */
    void open(String name, BigDecimal balance) {
        accounts.tryCreate(key(name), new Account(balance));
    }

    Optional<BigDecimal> balance(String name) {
        return accounts.find(key(name), Account.class).map(item -> item.value().balance());
    }

    List<LedgerEntry> ledger() {
        return ledger.get(LEDGER_PARTITION);
    }

    /** Writes the ledger to its folder; one process at a time. */
    @WithLock(key = "'ledger-sync'", waitFor = "5s", lease = "30s")
    public SyncResult syncLedger() {
        return ledger.sync(LEDGER_PARTITION);
    }
}
