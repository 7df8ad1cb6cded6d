package io.atomicspring.onecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.Write;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.lock.Lease;
import io.atomicspring.lock.LeaseLostException;
import io.atomicspring.once.AlreadyDoneException;
import io.atomicspring.store.ConditionFailedException;
import io.atomicspring.test.ForwardingBackend;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the project is about, on every backend: a transfer between two items under a lease, a counter, a do-once mark and a
 * layer event are one commit; it happens as a whole or not at all.
 */
abstract class OneCommitContract {

    static final BigDecimal AMOUNT = new BigDecimal("30.10");
    private static final Duration LONG = Duration.ofSeconds(30);

    private Backend backend;
    private Bank bank;

    /** A backend that nobody else uses. */
    abstract Backend open() throws Exception;

    @BeforeEach
    void openTheBank() throws Exception {
        backend = open();
        bank = Bank.on(backend);
        bank.open();
    }

    @AfterEach
    void closeTheBank() {
        bank.close();
        backend.close();
    }

    @Test
    void itHappensAsAWhole() {
        try (Lease lease = bank.enter(LONG)) {
            bank.transfer(lease, "t-1", AMOUNT);
        }

        Bank.Books books = bank.books();
        assertThat(books.alice()).isEqualByComparingTo("69.90");
        assertThat(books.bob()).isEqualByComparingTo("30.10");
        assertThat(books.transfers()).isEqualTo(1);
        assertThat(books.ledger()).containsExactly("t-1");
        assertThat(bank.isDone("t-1")).isTrue();
    }

    @Test
    void itIsOneRequestToTheStore() {
        AtomicInteger commits = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        Backend counting = new ForwardingBackend(backend) {
            @Override
            public CommitOutcome applyAll(List<Write> parts) {
                commits.incrementAndGet();
                writes.addAndGet(parts.size());
                return super.applyAll(parts);
            }
        };
        try (Bank counted = Bank.on(counting);
                Lease lease = counted.enter(LONG)) {
            counted.transfer(lease, "t-1", AMOUNT);
        }

        assertThat(commits).hasValue(1);
        assertThat(writes).as("lease, two items, counter, mark, event").hasValue(6);
    }

    @Test
    void itIsRefusedWhenTheHolderWasPausedPastItsLease() {
        Bank.Books before = bank.books();
        Lease paused = bank.enter(Duration.ofMillis(50));

        // The other holder waits until the store says that the paused one's lease is over.
        try (Bank other = Bank.on(backend);
                Lease successor = other.enter(LONG)) {
            CommitRefusedException refusal = refused(() -> bank.transfer(paused, "t-1", AMOUNT));

            assertThat(refusal.because(LeaseLostException.class)).isPresent();
            assertThat(refusal).hasMessageContaining("'" + Bank.LOCK + "'");
            assertThat(bank.books()).isEqualTo(before);
            assertThat(bank.isDone("t-1")).isFalse();
            assertThat(successor.fence()).isGreaterThan(paused.fence());

            other.transfer(successor, "t-1", AMOUNT);
            assertThat(bank.isDone("t-1")).isTrue();
        }
    }

    @Test
    void itIsRefusedWhenItWasDoneBefore() {
        try (Lease lease = bank.enter(LONG)) {
            bank.transfer(lease, "t-1", AMOUNT);
            Bank.Books before = bank.books();

            CommitRefusedException refusal = refused(() -> bank.transfer(lease, "t-1", AMOUNT));

            assertThat(refusal.because(AlreadyDoneException.class)).isPresent();
            assertThat(bank.books()).isEqualTo(before);
        }
    }

    @Test
    void itIsRefusedWhenTheBalanceIsShort() {
        Bank.Books before = bank.books();
        try (Lease lease = bank.enter(LONG)) {
            CommitRefusedException refusal = refused(() -> bank.transfer(lease, "t-1", new BigDecimal("100.01")));

            assertThat(refusal.because(ConditionFailedException.class)).isPresent();
            assertThat(refusal).hasMessageContaining("balance");
            assertThat(bank.books()).isEqualTo(before);
            assertThat(bank.isDone("t-1")).isFalse();
        }
    }

    @Test
    void aRefusalNamesEverythingThatStoodInTheWay() {
        Lease lease = bank.enter(LONG);
        bank.transfer(lease, "t-1", AMOUNT);
        lease.release();

        CommitRefusedException refusal = refused(() -> bank.transfer(lease, "t-1", new BigDecimal("100.01")));

        assertThat(refusal.because(LeaseLostException.class)).isPresent();
        assertThat(refusal.because(AlreadyDoneException.class)).isPresent();
        assertThat(refusal.because(ConditionFailedException.class)).isPresent();
    }

    private static CommitRefusedException refused(Runnable commit) {
        return catchThrowableOfType(CommitRefusedException.class, commit::run);
    }
}
