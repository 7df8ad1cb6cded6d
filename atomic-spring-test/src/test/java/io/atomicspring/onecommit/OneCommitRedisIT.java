package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.server.RedisServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OneCommitRedisIT extends OneCommitContract {

    private static RedisServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Backend open() {
        return RedisBank.open(freshBank());
    }

    @Test
    void aProcessThatDiesBetweenOperationsLeavesNothingHalfDone() throws Exception {
        int step = 0;
        while (diesAt(step)) {
            step++;
        }
        assertThat(step).as("steps of acquire, commit and release").isGreaterThanOrEqualTo(6);
    }

    @Test
    void aProcessThatIsKilledAtAnyMomentLeavesNothingHalfDone() throws Exception {
        String where = openBank();
        LoopDrill.run(CrashWorker.Store.REDIS, where, () -> RedisBank.open(where));
    }

    private static boolean diesAt(int step) throws Exception {
        String where = openBank();
        boolean died = CrashWorker.diesAt(CrashWorker.Store.REDIS, where, CrashWorker.Level.OPERATION, step);
        try (Backend survivor = RedisBank.open(where)) {
            CrashDrill.verify(survivor, "step " + step);
        }
        return died;
    }

    private static String openBank() {
        String where = freshBank();
        try (Backend backend = RedisBank.open(where);
                Bank bank = Bank.on(backend)) {
            bank.open();
        }
        return where;
    }

    private static String freshBank() {
        return server.port() + "/bank-" + UUID.randomUUID();
    }
}
