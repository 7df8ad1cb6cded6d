package io.atomicspring.sample;

import io.atomicspring.layer.FolderSnapshots;
import io.atomicspring.layer.Layer;
import io.atomicspring.layer.LayerService;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ShopConfiguration {

    /** The ledger of transfers: events in the store, synced to a folder of files. */
    @Bean
    Layer<LedgerEntry> ledger(LayerService layers, @Value("${shop.ledger-folder}") Path folder) {
        return layers.layer(
                "ledger",
                LedgerEntry.class,
                FolderSnapshots.in(folder),
                options -> options.identifiedBy(LedgerEntry::reference).partitionedBy(entry -> Bank.LEDGER_PARTITION));
    }

    /** Something to sell and to move on the first start; later starts, and other processes, find it there. */
    @Bean
    ApplicationRunner openTheShop(StockRoom stockRoom, Bank bank) {
        return arguments -> {
            stockRoom.offer("teapot", 500);
            stockRoom.offer("mug", 40);
            bank.open("alice", new BigDecimal("100.00"));
            bank.open("bob", new BigDecimal("20.00"));
        };
    }
}
