package io.atomicspring.commit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.layer.LayerService;
import io.atomicspring.lock.LockManager;
import io.atomicspring.once.DoOnceManager;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Null is refused by every service in the same words, before anything happens. */
class NullInputTests {

    private final Backend backend = MemoryBackend.create();

    @Test
    void noServiceStandsOnNothing() {
        refused("backend of the counters", () -> CounterService.on(null));
        refused("backend of the locks", () -> LockManager.on(null));
        refused("backend of do-once", () -> DoOnceManager.on(null));
        refused("mapper of do-once", () -> DoOnceManager.on(backend, null));
        refused("backend of the layers", () -> LayerService.on(null));
        refused("mapper of the layers", () -> LayerService.on(backend, null));
    }

    @Test
    void noCallTakesNull() {
        CounterService counters = CounterService.on(backend);
        refused("list of counter keys", () -> counters.getAll(null));
        refused("amount to add to a counter", () -> counters.add("n", (BigDecimal) null));
        refused("amount to add to a counter", () -> counters.adding("n", (BigDecimal) null));
        try (LockManager locks = LockManager.on(backend)) {
            refused("function of the lock options", () -> locks.tryAcquire("a", null));
            refused("function of the lock options", () -> locks.acquireAll(List.of("a"), null));
            refused("result of the lock options", () -> locks.tryAcquire("a", options -> null));
            refused("body to run under a lock", () -> locks.withLock("a", null));
            refused("action to run under a lock", () -> locks.runLocked("a", null));
        }
    }

    @Test
    void aKeyIsRefusedUnderTheNameThatTheCallerKnows() {
        try (LockManager locks = LockManager.on(backend)) {
            assertThatThrownBy(() -> locks.tryAcquire(""))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("The lock key '' has 0 bytes");
        }
        assertThatThrownBy(() -> CounterService.on(backend).get(""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("The counter key '' has 0 bytes");
    }

    private static void refused(String what, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage("The " + what + " is null.");
    }
}
