package io.atomicspring.lock;

import io.atomicspring.backend.Key;
import io.atomicspring.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The waiters of this manager, in a queue per key: the one whose turn it is asks the store, the others wait behind it.
 *
 * <p>A queue exists while somebody stands in it. Queues are never shared by keys.
 */
final class LocalQueues {

    private final ConcurrentHashMap<Key, Queue> queues = new ConcurrentHashMap<>();
    private final TimeSource time;

    LocalQueues(TimeSource time) {
        this.time = time;
    }

    private static final class Queue {
        final Semaphore turn = new Semaphore(1, true);
        final Semaphore wakeUps = new Semaphore(0);
        /** Changed only inside {@code compute} of its key. */
        int members;
    }

    Place join(Key key) {
        Queue joined = queues.compute(key, (same, present) -> {
            Queue queue = present == null ? new Queue() : present;
            queue.members++;
            return queue;
        });
        return new Place(key, joined);
    }

    /** Something happened to the lock: the waiter whose turn it is asks again at once. */
    void wake(Key key) {
        Queue queue = queues.get(key);
        if (queue != null) {
            queue.wakeUps.release();
        }
    }

    /** How many stand in the queue of a key. */
    int waiting(Key key) {
        Queue queue = queues.get(key);
        return queue == null ? 0 : queue.members;
    }

    /** How many stand behind the one whose turn it is. */
    int inLine(Key key) {
        Queue queue = queues.get(key);
        return queue == null ? 0 : queue.turn.getQueueLength();
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    /** A place in the queue of one key, for one thread. */
    final class Place implements AutoCloseable {

        private final Key key;
        private final Queue queue;
        private boolean turn;

        private Place(Key key, Queue queue) {
            this.key = key;
            this.queue = queue;
        }

        /** Waits until all who came before are gone; false when that took too long. */
        boolean awaitTurn(Duration atMost) throws InterruptedException {
            turn = time.awaitPermit(queue.turn, atMost);
            return turn;
        }

        /** From here on, a wake-up ends the next {@link #pause}, also one that comes before the pause begins. */
        void listen() {
            queue.wakeUps.drainPermits();
        }

        void pause(Duration atMost) throws InterruptedException {
            time.awaitPermit(queue.wakeUps, atMost);
        }

        @Override
        public void close() {
            if (turn) {
                queue.turn.release();
            }
            queues.compute(key, (same, present) -> --queue.members == 0 ? null : queue);
        }
    }
}
