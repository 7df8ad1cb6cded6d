package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.lock.Lease;
import java.time.Duration;

/** One transfer by a worker that may die at any step, and what must be true afterwards. */
final class CrashDrill {

    static final String REFERENCE = "t-1";

    private CrashDrill() {}

    /** What the worker does. */
    static void work(Backend backend) {
        try (Bank bank = Bank.on(backend);
                Lease lease = bank.enter(Duration.ofMillis(200))) {
            bank.transfer(lease, REFERENCE, OneCommitContract.AMOUNT);
        }
    }

    /** Nothing is half done, and the next worker goes on where the dead one stopped. */
    static void verify(Backend backend, String when) {
        try (Bank bank = Bank.on(backend)) {
            Bank.Books books = bank.books();
            assertThat(books.balance(OneCommitContract.AMOUNT))
                    .as("%s: %s", when, books)
                    .isTrue();
            assertThat(bank.isDone(REFERENCE)).as(when).isEqualTo(books.transfers() == 1);
            if (!bank.isDone(REFERENCE)) {
                work(backend);
            }
            assertThat(bank.books().transfers())
                    .as("%s, after the next worker", when)
                    .isEqualTo(1);
        }
    }
}
