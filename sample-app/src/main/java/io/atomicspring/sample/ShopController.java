package io.atomicspring.sample;

import io.atomicspring.counter.CounterService;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The shop by HTTP. */
@RestController
@RequestMapping("/api")
class ShopController {

    private final StockRoom stockRoom;
    private final Bank bank;
    private final CounterService counters;

    ShopController(StockRoom stockRoom, Bank bank, CounterService counters) {
        this.stockRoom = stockRoom;
        this.bank = bank;
        this.counters = counters;
    }

    record Pieces(long pieces) {}

    @GetMapping("/stock/{sku}")
    Stock stock(@PathVariable String sku) {
        return stockRoom.find(sku).orElseThrow(() -> unknown("article", sku));
    }

    /** Answers from the write alone: a read behind it could fail and make a done reservation look undone. */
    @PostMapping("/stock/{sku}/reservations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reserve(@PathVariable String sku, @RequestBody Pieces order) {
        long pieces = positive(order.pieces());
        stock(sku);
        stockRoom.reserve(sku, pieces);
    }

    @PostMapping("/stock/{sku}/deliveries")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restock(@PathVariable String sku, @RequestBody Pieces delivery) {
        long pieces = positive(delivery.pieces());
        stock(sku);
        stockRoom.restock(sku, pieces);
    }

    @GetMapping("/accounts/{name}")
    Account account(@PathVariable String name) {
        return bank.balance(name).map(Account::new).orElseThrow(() -> unknown("account", name));
    }

    @PostMapping("/transfers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void transfer(@RequestBody LedgerEntry transfer) {
        if (transfer.amount().signum() <= 0) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The amount is " + transfer.amount() + ". Move more than 0.");
        }
        if (transfer.from().equals(transfer.to())) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "Both accounts are '" + transfer.from() + "'. Name two.");
        }
        account(transfer.from());
        account(transfer.to());
        bank.transfer(transfer);
    }

    @GetMapping("/ledger")
    List<LedgerEntry> ledger() {
        return bank.ledger();
    }

    @PostMapping("/ledger/sync")
    Map<String, Object> syncLedger() {
        return Map.of("synced", bank.syncLedger().settled());
    }

    @GetMapping("/counters")
    Map<String, BigDecimal> counters() {
        return counters.getAll(List.of("views:home", StockRoom.RESERVATIONS, Bank.TRANSFERS));
    }

    @PostMapping("/counters/views")
    Map<String, Long> countView() {
        return Map.of("views:home", counters.increment("views:home"));
    }

    private static long positive(long pieces) {
        if (pieces <= 0) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The order is for " + pieces + " pieces. Ask for 1 or more.");
        }
        return pieces;
    }

    private static ResponseStatusException unknown(String what, String name) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "The shop has no " + what + " '" + name + "'.");
    }
}
