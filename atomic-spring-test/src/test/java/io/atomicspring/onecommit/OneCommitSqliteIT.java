package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneCommitSqliteIT extends OneCommitContract {

    @TempDir
    Path directory;

    @Override
    Backend open() {
        return SqliteBank.open(directory.resolve("bank.db"), -1);
    }

    @Test
    void aProcessThatDiesBetweenOperationsLeavesNothingHalfDone() throws Exception {
        assertThat(dieAtEveryStep(CrashWorker.Level.OPERATION)).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aProcessThatDiesBetweenStatementsLeavesNothingHalfDone() throws Exception {
        assertThat(dieAtEveryStep(CrashWorker.Level.STATEMENT)).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aProcessThatIsKilledAtAnyMomentLeavesNothingHalfDone() throws Exception {
        Path file = directory.resolve("killed.db");
        openBank(file);
        LoopDrill.run(CrashWorker.Store.SQLITE, file.toString(), () -> SqliteBank.open(file, -1));
    }

    private int dieAtEveryStep(CrashWorker.Level level) throws Exception {
        int step = 0;
        while (true) {
            Path file = directory.resolve(level + "-" + step + ".db");
            openBank(file);
            boolean died = CrashWorker.diesAt(CrashWorker.Store.SQLITE, file.toString(), level, step);
            try (Backend survivor = SqliteBank.open(file, -1)) {
                CrashDrill.verify(survivor, level + ", step " + step);
            }
            if (!died) {
                return step;
            }
            step++;
        }
    }

    private static void openBank(Path file) {
        try (Backend backend = SqliteBank.open(file, -1);
                Bank bank = Bank.on(backend)) {
            bank.open();
        }
    }
}
