package io.atomicspring.sample;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;

import io.atomicspring.counter.CounterService;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import io.atomicspring.store.ItemKey;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The stock: however many ask at once, and from however many processes, no piece is sold twice. */
@Service
class StockRoom {

    static final String RESERVATIONS = "reservations";

    private final AtomicStores stores;
    private final AtomicStore shop;
    private final CounterService counters;

    StockRoom(AtomicStores stores, CounterService counters) {
        this.stores = stores;
        this.shop = stores.space("shop");
        this.counters = counters;
    }

    /** Takes pieces from what is available and counts them, in one commit; refused when too few are left. */
    void reserve(String sku, long pieces) {
        stores.commit(tx -> tx.update(shop.at(stockOf(sku)))
                .subtract("available", pieces)
                .add("reserved", pieces)
                .when(attribute("available").atLeast(pieces))
                .with(counters.adding(RESERVATIONS, pieces)));
    }

    /** Puts new pieces on the shelf. */
    void restock(String sku, long pieces) {
        shop.update(stockOf(sku)).add("available", pieces).add("reserved", 0).execute();
    }

    /** Makes the article if the shop does not have it yet. */
    void offer(String sku, long pieces) {
        shop.tryCreate(stockOf(sku), new Stock(pieces, 0));
    }

    Optional<Stock> find(String sku) {
        return shop.find(stockOf(sku), Stock.class).map(item -> item.value());
    }

    private static ItemKey stockOf(String sku) {
        return key("sku:" + sku, "stock");
    }
}
