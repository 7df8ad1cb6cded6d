package io.atomicspring.onecommit;

import io.atomicspring.backend.Backend;
import io.atomicspring.lock.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A process that works on a bank and dies: at a given step without a word, or whenever somebody kills it.
 *
 * <p>Arguments: store, where it is, the step at which to die, or {@code loop} to transfer until killed.
 */
final class CrashWorker {

    /** What a process leaves behind that {@link Runtime#halt} ended. */
    static final int DIED = 137;

    private CrashWorker() {}

    /** The stores that outlive a process. */
    enum Store {
        SQLITE {
            @Override
            Backend open(String where, int dieAtStatement) {
                return SqliteBank.open(Path.of(where), dieAtStatement);
            }
        },
        REDIS {
            @Override
            Backend open(String where, int dieAtStatement) {
                return RedisBank.open(where);
            }
        };

        /** @param dieAtStatement the database call at which the process dies, or -1 for never */
        abstract Backend open(String where, int dieAtStatement);
    }

    /** Where a worker dies. */
    enum Level {
        /** Between the backend's operations. */
        OPERATION,
        /** Between the driver's calls. */
        STATEMENT
    }

    public static void main(String[] arguments) {
        Store store = Store.valueOf(arguments[0]);
        if (arguments[2].equals("loop")) {
            loop(store.open(arguments[1], -1));
        }
        int step = Integer.parseInt(arguments[3]);
        boolean byStatement = Level.valueOf(arguments[2]) == Level.STATEMENT;
        Backend backend = store.open(arguments[1], byStatement ? step : -1);
        CrashDrill.work(byStatement ? backend : new StoppingBackend(backend, step, CrashWorker::die));
        backend.close();
        System.exit(0);
    }

    static void die() {
        Runtime.getRuntime().halt(DIED);
    }

    private static void loop(Backend backend) {
        Bank bank = Bank.on(backend);
        while (true) {
            try (Lease lease = bank.enter(Duration.ofMillis(200))) {
                bank.transfer(lease, UUID.randomUUID().toString(), LoopDrill.CENT);
                System.out.println("done");
            }
        }
    }

    static Process start(Store store, String where, String... how) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CrashWorker.class.getName(),
                store.name(),
                where));
        command.addAll(List.of(how));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs a worker that dies at the step; false when it got to its end alive. */
    static boolean diesAt(Store store, String where, Level level, int step) throws IOException, InterruptedException {
        Process process = start(store, where, level.name(), String.valueOf(step));
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "A worker on " + store.name().toLowerCase(Locale.ROOT) + " hung at step " + step);
        }
        if (process.exitValue() != DIED && process.exitValue() != 0) {
            throw new IllegalStateException(
                    "A worker failed at step " + step + " with exit code " + process.exitValue());
        }
        return process.exitValue() == DIED;
    }
}
