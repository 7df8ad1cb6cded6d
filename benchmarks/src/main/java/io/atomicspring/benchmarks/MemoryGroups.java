package io.atomicspring.benchmarks;

import java.util.List;

/** Locks and counters in the memory of this process. */
final class MemoryGroups {

    /** Many threads first: they warm up in a moment what takes one thread alone many seconds. */
    private static final List<Integer> THREADS = List.of(16, 1);

    private MemoryGroups() {}

    static Group lock() {
        return new Group(
                "memory-lock",
                "one free lock is acquired and released; each thread has a lock of its own",
                THREADS,
                () -> new Setup(
                        new MapLock(), List.of(new AtomicSpringLock(BackendSource.memory())), MeasuredServer.NONE));
    }

    static Group counter() {
        return new Group(
                "memory-counter",
                "one is added to a counter; each thread has a counter of its own",
                THREADS,
                () -> new Setup(
                        new MapCounter(),
                        List.of(new AtomicSpringCounter(BackendSource.memory())),
                        MeasuredServer.NONE));
    }
}
