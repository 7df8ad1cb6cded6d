package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A worker that transfers cent by cent is killed at a random moment, again and again. */
final class LoopDrill {

    static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int KILLS = 8;

    private LoopDrill() {}

    static void run(CrashWorker.Store store, String where, Supplier<Backend> backend) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged += workUntilKilled(store, where, 1 + random.nextInt(20), random.nextInt(3_000_000));
            try (Backend survivor = backend.get();
                    Bank bank = Bank.on(survivor)) {
                Bank.Books books = bank.books();
                assertThat(books.balance(CENT))
                        .as("seed %d, kill %d: %s", seed, kill, books)
                        .isTrue();
                assertThat(books.transfers())
                        .as("seed %d, kill %d: what was acknowledged stays", seed, kill)
                        .isGreaterThanOrEqualTo(acknowledged);
            }
        }
    }

    private static int workUntilKilled(CrashWorker.Store store, String where, int transfers, long thenNanos)
            throws Exception {
        Process worker = CrashWorker.start(store, where, "loop");
        try (BufferedReader output = worker.inputReader()) {
            for (int i = 0; i < transfers; i++) {
                assertThat(output.readLine()).as("the worker's answer").isEqualTo("done");
            }
            TimeUnit.NANOSECONDS.sleep(thenNanos);
        } finally {
            worker.destroyForcibly().waitFor();
        }
        return transfers;
    }
}
