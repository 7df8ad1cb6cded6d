package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.memory.MemoryBackend;
import org.junit.jupiter.api.Test;

class OneCommitMemoryTests extends OneCommitContract {

    /** Thrown where a process would die. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    Backend open() {
        return MemoryBackend.create();
    }

    @Test
    void aFailureAtAnyStepLeavesNothingHalfDone() {
        int step = 0;
        while (diesAt(step)) {
            step++;
        }
        assertThat(step).as("steps of acquire, commit and release").isGreaterThanOrEqualTo(6);
    }

    private boolean diesAt(int step) {
        Backend backend = open();
        Bank.on(backend).open();
        try {
            CrashDrill.work(new StoppingBackend(backend, step, () -> {
                throw new Died();
            }));
            return false;
        } catch (Died died) {
            CrashDrill.verify(backend, "failed at step " + step);
            return true;
        }
    }
}
