package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.commit.CommitPart;
import io.atomicspring.commit.CommitRefusedException;
import io.atomicspring.commit.CommitResult;
import io.atomicspring.test.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;

class CommitTests {

    record Account(BigDecimal balance) {}

    private final ManualTime time = ManualTime.create();
    private final CountingBackend backend = new CountingBackend(MemoryBackend.with(time));
    private final AtomicStores stores = AtomicStores.on(backend);
    private final AtomicStore accounts = stores.space("accounts");
    private final Items<Account> typed = accounts.items(Account.class);
    private final ItemRef a = accounts.at("account:a");
    private final ItemRef b = typed.at("account:b");

    @Test
    void everythingHappensInOneCall() {
        open("account:a", 100);
        open("account:b", 0);
        long version = accounts.put(key("old"), Map.of("x", 1));
        long seen = accounts.put(key("seen"), Map.of("x", 1));
        BigDecimal amount = new BigDecimal("30.50");
        backend.calls();

        stores.commit(tx -> tx.holding(() -> part("lock", true))
                .update(a)
                .subtract("balance", amount)
                .when(attribute("balance").atLeast(amount))
                .update(b)
                .add("balance", amount)
                .with(part("counter", true))
                .put(accounts.at("put"), Map.of("x", 1))
                .put(accounts.at("brief"), Map.of("x", 1), Duration.ofSeconds(1))
                .create(accounts.at("created"), Map.of("x", 1))
                .create(accounts.at("created briefly"), Map.of("x", 1), Duration.ofSeconds(1))
                .replace(accounts.at("old"), Map.of("x", 2), version)
                .delete(accounts.at("never there"))
                .check(stores.space("other").at("none"), attribute("x").missing())
                .checkVersion(accounts.at("seen"), seen));

        assertThat(backend.calls()).containsExactly("applyAll 12");
        assertThat(balance("account:a")).isEqualTo(new BigDecimal("69.5"));
        assertThat(balance("account:b")).isEqualTo(new BigDecimal("30.5"));
        assertThat(accounts.find(key("brief"), Document.class)).isPresent();
        assertThat(accounts.find(key("created"), Document.class)).isPresent();
        assertThat(accounts.get(key("old"), Document.class).value()).isEqualTo(Document.of("x", Value.of(2)));
        time.advance(Duration.ofSeconds(1));
        assertThat(accounts.find(key("brief"), Document.class)).isEmpty();
        assertThat(accounts.find(key("created briefly"), Document.class)).isEmpty();
        assertThat(accounts.find(key("put"), Document.class)).isPresent();
    }

    @Test
    void aCommitTellsTheVersionsOfItsItems() {
        long before = accounts.put(key("deleted"), Map.of("x", 1));
        CommitResult.Committed done = stores.commit(tx -> tx.put(a, Map.of("x", 1))
                .create(accounts.at("created"), Map.of("x", 1))
                .update(accounts.at("updated"))
                .increment("n")
                .delete(accounts.at("deleted")));

        assertThat(done.recognised()).isFalse();
        assertThat(done.versionOf(a)).isEqualTo(version("account:a"));
        assertThat(done.versionOf(accounts.at("created"))).isEqualTo(version("created"));
        assertThat(done.versionOf(accounts.at("updated"))).isEqualTo(version("updated"));
        assertThat(done.versionOf(accounts.at("deleted"))).isEqualTo(before);
        assertThatThrownBy(() -> done.versionOf(b))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("account:b");
    }

    @Test
    void whatIsWrittenForATimeIsGoneAfterIt() {
        long first = typed.tryCreate(key("created"), new Account(BigDecimal.ONE), Duration.ofSeconds(1))
                .orElseThrow();
        stores.commit(tx -> tx.replace(accounts.at("created"), Map.of("balance", 2), first, Duration.ofSeconds(1)));
        long second = version("created");
        stores.commit(tx -> tx.update(a)
                .increment("n")
                .replace(accounts.at("created"), Map.of("balance", 3), second, Duration.ofSeconds(1)));
        assertThat(typed.tryReplace(
                        key("created"), new Account(BigDecimal.TEN), version("created"), Duration.ofSeconds(1)))
                .isPresent();

        time.advance(Duration.ofSeconds(1));

        assertThat(typed.find(key("created"))).isEmpty();
    }

    private long version(String partition) {
        return accounts.get(key(partition), Document.class).version();
    }

    @Test
    void anUpdateCanBeFollowedByAnyOtherStep() {
        long version = accounts.put(key("v"), Map.of("x", 1));
        long other = accounts.put(key("w"), Map.of("x", 1));
        accounts.put(key("d"), Map.of("x", 1));

        stores.commit(tx -> {
            tx.update(accounts.at("1")).increment("n").put(accounts.at("p1"), Map.of());
            tx.update(accounts.at("2")).increment("n").put(accounts.at("p2"), Map.of(), Duration.ofSeconds(1));
            tx.update(accounts.at("3")).increment("n").create(accounts.at("c1"), Map.of());
            tx.update(accounts.at("4")).increment("n").create(accounts.at("c2"), Map.of(), Duration.ofSeconds(1));
            tx.update(accounts.at("5")).increment("n").replace(accounts.at("v"), Map.of("x", 2), version);
            tx.update(accounts.at("6")).increment("n").delete(accounts.at("d"));
            tx.update(accounts.at("7")).increment("n").delete(accounts.at("w"), other);
            tx.update(accounts.at("8"))
                    .increment("n")
                    .check(accounts.at("z"), attribute("x").missing());
            tx.update(accounts.at("9")).increment("n").holding(() -> part("lock", true));
        });

        for (int i = 1; i <= 9; i++) {
            assertThat(accounts.get(key("" + i), Document.class).value()).isEqualTo(Document.of("n", Value.of(1)));
        }
        assertThat(List.of("p1", "p2", "c1", "c2"))
                .allSatisfy(name ->
                        assertThat(accounts.find(key(name), Document.class)).isPresent());
        assertThat(accounts.get(key("v"), Document.class).value()).isEqualTo(Document.of("x", Value.of(2)));
        assertThat(accounts.find(key("d"), Document.class)).isEmpty();
        assertThat(accounts.find(key("w"), Document.class)).isEmpty();
    }

    @Test
    void aRefusedCommitChangesNothingAndNamesEveryReason() {
        open("account:a", 10);
        open("account:b", 0);
        backend.calls();

        assertThatThrownBy(() -> stores.commit(tx -> tx.update(a)
                        .subtract("balance", 30)
                        .when(attribute("balance").atLeast(30))
                        .update(b)
                        .add("balance", 30)
                        .create(accounts.at("log"), Map.of())
                        .replace(accounts.at("gone"), Map.of(), 5)
                        .update(accounts.at("nobody"))
                        .set("x", 1)
                        .mustExist()
                        .with(part("busy", false))))
                .isInstanceOfSatisfying(CommitRefusedException.class, e -> {
                    assertThat(e.refusals())
                            .extracting(refusal -> refusal.key().partition())
                            .containsExactly("account:a", "gone", "nobody", "busy");
                    assertThat(e.because(ConditionFailedException.class)
                                    .orElseThrow()
                                    .failed())
                            .containsExactly("'balance' is at least 30");
                    assertThat(e.because(RaceConditionException.class)).isPresent();
                    assertThat(e.because(CannotAcquireLockException.class)).isPresent();
                })
                .hasMessageContaining("'accounts/account:a'");

        assertThat(backend.calls()).containsExactly("applyAll 6");
        assertThat(balance("account:a")).isEqualTo(BigDecimal.TEN);
        assertThat(balance("account:b")).isEqualTo(BigDecimal.ZERO);
        assertThat(accounts.find(key("log"), Document.class)).isEmpty();
    }

    @Test
    void aCommitThatCreatesWhatExistsIsRefused() {
        open("account:a", 10);

        CommitResult result = stores.tryCommit(
                tx -> tx.create(a, new Account(BigDecimal.ONE)).create(b, new Account(BigDecimal.ONE)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        CommitResult.Refused.class,
                        refused -> assertThat(refused.cause().because(ItemExistsException.class))
                                .isPresent());
        assertThat(typed.find(key("account:b"))).isEmpty();
    }

    @Test
    void aStepThatDoesNotFitRefusesTheCommit() {
        accounts.put(key("account:a"), Map.of("balance", "ten"));

        CommitResult result =
                stores.tryCommit(tx -> tx.update(a).add("balance", 1).put(b, new Account(BigDecimal.ONE)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        CommitResult.Refused.class,
                        refused -> assertThat(refused.cause().because(UpdateNotPossibleException.class))
                                .isPresent());
        assertThat(typed.find(key("account:b"))).isEmpty();
    }

    @Test
    void aCheckAndAChangeOfOneItemAreOneWrite() {
        open("account:a", 10);

        stores.commit(
                tx -> tx.check(a, attribute("balance").atLeast(10)).update(a).subtract("balance", 10));

        assertThat(balance("account:a")).isEqualTo(BigDecimal.ZERO);
        assertThatThrownBy(() -> stores.commit(tx ->
                        tx.check(a, attribute("balance").atLeast(10)).update(a).subtract("balance", 10)))
                .isInstanceOfSatisfying(
                        CommitRefusedException.class,
                        e -> assertThat(e.refusals()).hasSize(1));
    }

    @Test
    void twoChangesOfOneItemAreRefusedBeforeAnyIoOfTheStore() {
        assertThatThrownBy(() -> stores.commit(
                        tx -> tx.update(a).add("balance", 1).update(a).add("balance", 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("accounts/account:a twice");
        assertThat(accounts.find(a.key(), Document.class)).isEmpty();
    }

    @Test
    void aBuilderThatWasCommittedTakesNothingMore() {
        AtomicReference<CommitBuilder> kept = new AtomicReference<>();
        AtomicReference<CommitUpdate> update = new AtomicReference<>();
        stores.commit(tx -> {
            kept.set(tx);
            update.set(tx.update(a).add("balance", 1));
        });
        backend.calls();

        assertThatThrownBy(() -> kept.get().put(b, new Account(BigDecimal.ONE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("over");
        assertThatThrownBy(() -> kept.get().finish()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> update.get().add("other", 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> update.get().update(b)).isInstanceOf(InvalidInputException.class);
        assertThat(backend.calls()).isEmpty();
        assertThat(balance("account:a")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void aFunctionThatThrowsCommitsNothing() {
        assertThatThrownBy(() -> stores.commit(tx -> {
                    tx.update(a).add("balance", 1);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void anEmptyCommitAndAnEmptyStepAreRefusedBeforeAnyIo() {
        assertThatThrownBy(() -> stores.commit(tx -> {})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> stores.commit(tx -> tx.put(b, new Account(BigDecimal.ONE))
                        .update(a)
                        .when(attribute("balance").exists())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("changes nothing");
        assertThat(backend.calls()).isEmpty();
    }

    @Test
    void twoStoresCannotShareACommit() {
        AtomicStore elsewhere = AtomicStores.on(MemoryBackend.create()).space("accounts");

        assertThatThrownBy(() -> stores.commit(
                        tx -> tx.put(a, new Account(BigDecimal.ONE)).put(elsewhere.at("x"), Map.of())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("two backends");
        assertThat(backend.calls()).isEmpty();
    }

    private void open(String account, long balance) {
        typed.put(key(account), new Account(BigDecimal.valueOf(balance)));
    }

    private BigDecimal balance(String account) {
        return typed.get(key(account)).value().balance();
    }

    /** A part as another service would hand it over. */
    private CommitPart part(String name, boolean goesThrough) {
        Key address = Key.of("atomic.test", name);
        Write write = goesThrough
                ? Shapes.add(address, BigDecimal.ONE)
                : Write.to(address).when(Guard.present(), Change.keep()).build();
        return new CommitPart() {
            @Override
            public Backend backend() {
                return backend;
            }

            @Override
            public String description() {
                return "part '" + name + "'";
            }

            @Override
            public List<Write> writes() {
                return List.of(write);
            }

            @Override
            public ConcurrencyFailureException refusal(Write refusedWrite, Outcome.Refused refused) {
                return new CannotAcquireLockException("'" + name + "' is busy");
            }
        };
    }
}
