package io.atomicspring.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DaemonSchedulerTests {

    @Test
    void workThatWaitsForAStoreDoesNotHoldUpOtherWork() throws InterruptedException {
        Scheduler scheduler = new DaemonScheduler("test");
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try {
            for (int i = 0; i < 3; i++) {
                scheduler.after(Duration.ZERO, () -> awaitQuietly(answer));
            }
            scheduler.after(Duration.ofMillis(1), done::countDown);

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            answer.countDown();
            scheduler.close();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
