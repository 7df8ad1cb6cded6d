package io.atomicspring.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Change;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.test.ManualTime;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Two nodes on one store, with time moved by hand. */
final class LockFixture {

    final ManualTime time = ManualTime.create();
    final TroubledBackend backend = new TroubledBackend(MemoryBackend.with(time));
    final LockManager here = node("here");
    final LockManager there = node("there");

    LockManager node(String holder) {
        return LockManager.builder(backend)
                .holder(holder)
                .time(time)
                .scheduler(time.scheduler())
                .build();
    }

    /** Frees a lock as an operator would, whoever holds it. */
    void forceFree(String key) {
        backend.apply(Write.to(Key.of(LockManager.SPACE, key))
                .when(Guard.always(), Change.remove())
                .build());
    }

    /** Runs work in a thread of its own. */
    static <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result.orTimeout(60, TimeUnit.SECONDS);
    }

    /** What work that fails fails with. */
    static Throwable failureOf(CompletableFuture<?> work) {
        try {
            Object result = work.join();
            throw new AssertionError("expected a failure, but got " + result);
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Waits, in real time, until something has happened. */
    static void until(String what, BooleanSupplier happened) {
        boolean seen = happened.getAsBoolean();
        for (int i = 0; i < 10_000 && !seen; i++) {
            LockSupport.parkNanos(1_000_000);
            seen = happened.getAsBoolean();
        }
        assertThat(seen).as(what).isTrue();
    }
}
