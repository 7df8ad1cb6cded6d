package io.atomicspring.store;

import static io.atomicspring.store.Condition.attribute;
import static io.atomicspring.store.ItemKey.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.RefusalReason;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.test.FailingBackend;
import io.atomicspring.test.FailingBackend.Failure;
import io.atomicspring.test.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.dao.ConcurrencyFailureException;

class ItemUpdateTests {

    private static final ItemKey KEY = key("k");

    private final ManualTime time = ManualTime.create();
    private final FailingBackend fallible = FailingBackend.around(MemoryBackend.with(time));
    private final CountingBackend backend = new CountingBackend(fallible);
    private final AtomicStore store = AtomicStores.on(backend).space("things");

    @Test
    void manyStepsHappenInOneCall() {
        store.put(
                KEY,
                Map.of(
                        "name",
                        "old",
                        "count",
                        5,
                        "price",
                        100,
                        "tags",
                        Set.of("a", "b"),
                        "log",
                        List.of("two"),
                        "scores",
                        List.of(4.5, 4, 5),
                        "gone",
                        1,
                        "address",
                        Map.of("city", "Bonn")));
        backend.calls();

        store.update(KEY)
                .set("name", "new")
                .setIfAbsent("gone", 2)
                .setIfAbsent("fresh", 2)
                .increment("count")
                .add("price", new BigDecimal("25.5"))
                .addToSet("tags", "c", "a")
                .append("log", "three", "four")
                .set("scores[1]", 3)
                .set("address.zip", "53111")
                .setFrom("copy", "name")
                .setFrom("other", "missing", "fallback")
                .execute();

        assertThat(backend.calls()).containsExactly("apply");
        Document after = document();
        assertThat(after.get("name")).isEqualTo(Value.of("new"));
        assertThat(after.get("gone")).isEqualTo(Value.of(1));
        assertThat(after.get("fresh")).isEqualTo(Value.of(2));
        assertThat(after.get("count")).isEqualTo(Value.of(6));
        assertThat(after.get("price")).isEqualTo(Value.of(new BigDecimal("125.5")));
        assertThat(after.get("tags")).isEqualTo(Value.strings("a", "b", "c"));
        assertThat(after.get("log")).isEqualTo(Value.list(Value.of("two"), Value.of("three"), Value.of("four")));
        assertThat(after.get("scores"))
                .isEqualTo(Value.list(Value.of(new BigDecimal("4.5")), Value.of(3), Value.of(5)));
        assertThat(after.get("address")).isEqualTo(Document.of("city", Value.of("Bonn"), "zip", Value.of("53111")));
        assertThat(after.get("copy")).isEqualTo(Value.of("old"));
        assertThat(after.get("other")).isEqualTo(Value.of("fallback"));
    }

    @Test
    void whatIsTakenAwayIsGone() {
        store.put(
                KEY,
                Map.of("name", "x", "count", 5, "tags", Set.of("a", "b"), "ids", Set.of(1), "log", List.of(1, 2, 3)));

        store.update(KEY)
                .remove("name")
                .remove("log[1]")
                .decrement("count")
                .removeFromSet("tags", "a", "never there")
                .removeFromSet("ids", Set.of(1))
                .execute();

        assertThat(document())
                .isEqualTo(new Document(Map.of(
                        "count", Value.of(4),
                        "tags", Value.strings("b"),
                        "log", Value.list(Value.of(1), Value.of(3)))));
    }

    @Test
    void aMissingItemIsBegunByItsFirstUpdate() {
        store.update(KEY)
                .subtract("balance", new BigDecimal("0.10"))
                .addToSet("tags", List.of("x"))
                .prepend("log", List.of("first", "second"))
                .execute();
        store.update(KEY).prepend("log", "newest").subtract("balance", 1L).execute();

        assertThat(document())
                .isEqualTo(new Document(Map.of(
                        "balance", Value.of(new BigDecimal("-1.1")),
                        "tags", Value.strings("x"),
                        "log", Value.list(Value.of("newest"), Value.of("first"), Value.of("second")))));
    }

    @Test
    void anIndexPastTheEndAppends() {
        store.put(KEY, Map.of("log", List.of("a")));

        store.update(KEY).set("log[10]", "b").execute();

        assertThat(document().get("log")).isEqualTo(Value.list(Value.of("a"), Value.of("b")));
    }

    @Test
    void decimalsAddUpExactly() {
        for (int i = 0; i < 10; i++) {
            store.update(KEY).add("sum", 0.1).execute();
        }

        assertThat(document().get("sum")).isEqualTo(Value.of(1));
    }

    @Test
    void aFailedConditionIsNamedAndBringsTheItem() {
        long version = store.put(KEY, new Stock(2, 1));

        ItemUpdate update = store.update(KEY)
                .subtract("available", 3)
                .when(attribute("reserved").equalTo(1))
                .when(attribute("available").atLeast(3))
                .when(attribute("secret").equalTo("4711"));

        assertThatThrownBy(update::execute)
                .isInstanceOf(ConcurrencyFailureException.class)
                .isInstanceOfSatisfying(ConditionFailedException.class, e -> {
                    assertThat(e.failed())
                            .containsExactly("'available' is at least 3", "'secret' equals the given String");
                    assertThat(e.current(Stock.class)).contains(new Item<>(KEY, new Stock(2, 1), version, null));
                    assertThat(e.item().key()).isEqualTo(KEY);
                })
                .hasMessageContaining("'things/k'")
                .hasMessageContaining("requires that 'available' is at least 3")
                .hasMessageNotContaining("4711");
        assertThat(store.get(KEY, Stock.class).version()).isEqualTo(version);
        assertThat(backend.calls()).containsExactly("apply", "apply", "read 1");
    }

    @Test
    void aConditionOnAMissingItemSaysThatThereIsNone() {
        assertThatThrownBy(() -> store.update(KEY)
                        .decrement("n")
                        .when(attribute("n").atLeast(1))
                        .execute())
                .isInstanceOfSatisfying(
                        ConditionFailedException.class,
                        e -> assertThat(e.current(Document.class)).isEmpty())
                .hasMessageContaining("there is no such item");
    }

    @Test
    void createPatchAndUpsertAreToldApart() {
        assertThatThrownBy(() -> store.update(KEY).set("x", 1).mustExist().execute())
                .isInstanceOf(ItemNotFoundException.class);
        store.update(KEY).set("x", 1).mustNotExist().execute();
        assertThatThrownBy(() -> store.update(KEY).set("x", 2).mustNotExist().execute())
                .isInstanceOf(ItemExistsException.class);
        store.update(KEY).set("x", 3).mustExist().execute();
        store.update(KEY).set("x", 4).execute();

        assertThat(document().get("x")).isEqualTo(Value.of(4));
    }

    @Test
    void aConditionThatFailsOnAnItemThatMustExistIsNotAMissingItem() {
        store.put(KEY, new Stock(1, 0));

        assertThatThrownBy(() -> store.update(KEY)
                        .decrement("available")
                        .mustExist()
                        .when(attribute("available").atLeast(2))
                        .execute())
                .isInstanceOfSatisfying(
                        ConditionFailedException.class,
                        e -> assertThat(e.failed()).containsExactly("'available' is at least 2"));
    }

    @Test
    void twoUpdatesOfOneVersionCannotBothHappen() {
        long version = store.put(KEY, new Stock(5, 0));

        long next = store.update(KEY)
                .decrement("available")
                .whenVersion(version)
                .execute()
                .version();

        assertThat(next).isGreaterThan(version);
        assertThatThrownBy(() -> store.update(KEY)
                        .decrement("available")
                        .whenVersion(version)
                        .execute())
                .isInstanceOf(RaceConditionException.class);
        assertThat(store.get(KEY, Stock.class).value()).isEqualTo(new Stock(4, 0));
    }

    @Test
    void tryingReturnsTheRefusalAsData() {
        UpdateResult refused = store.update(KEY).set("x", 1).mustExist().tryExecute();
        UpdateResult done = store.update(KEY).set("x", 1).tryExecute();

        assertThat(refused)
                .isInstanceOfSatisfying(
                        UpdateResult.Refused.class,
                        result -> assertThat(result.cause()).isInstanceOf(ItemNotFoundException.class));
        assertThat(done).isInstanceOf(UpdateResult.Updated.class);
    }

    @Test
    void theItemBeforeAndAfterComesInTheSameCall() {
        store.put(KEY, new Stock(5, 0));
        backend.calls();

        UpdateResult.Updated result = store.update(KEY)
                .subtract("available", 2)
                .returningBefore()
                .returningAfter()
                .execute();

        assertThat(backend.calls()).containsExactly("apply");
        assertThat(result.before(Stock.class).orElseThrow().value()).isEqualTo(new Stock(5, 0));
        assertThat(result.after(Stock.class)).isEqualTo(new Item<>(KEY, new Stock(3, 0), result.version(), null));
    }

    @Test
    void whatWasNotAskedForIsNotThere() {
        UpdateResult.Updated created =
                store.update(KEY).increment("available").returningBefore().execute();

        assertThat(created.before(Stock.class)).isEmpty();
        assertThatThrownBy(() -> created.after(Stock.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("returningAfter()");
    }

    @Test
    void aStepThatDoesNotFitTellsWhichAndWhy() {
        store.put(KEY, Map.of("name", "x", "n", 1, "big", new BigDecimal("9E+125")));

        assertThatThrownBy(
                        () -> store.update(KEY).increment("n").increment("name").execute())
                .isInstanceOfSatisfying(UpdateNotPossibleException.class, e -> {
                    assertThat(e.reason()).isEqualTo(RefusalReason.TYPE_MISMATCH);
                    assertThat(e.attribute()).contains("name");
                })
                .hasMessageContaining("the step on 'name' meets a value of another kind");
        assertThatThrownBy(() -> store.update(KEY).setFrom("m", "missing").execute())
                .isInstanceOfSatisfying(
                        UpdateNotPossibleException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusalReason.MISSING_OPERAND));
        assertThatThrownBy(() -> store.update(KEY).set("address.city", "x").execute())
                .isInstanceOfSatisfying(
                        UpdateNotPossibleException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusalReason.NO_SUCH_PATH));
        assertThatThrownBy(() ->
                        store.update(KEY).add("big", new BigDecimal("9E+125")).execute())
                .isInstanceOfSatisfying(
                        UpdateNotPossibleException.class,
                        e -> assertThat(e.reason()).isEqualTo(RefusalReason.NUMBER_OUT_OF_RANGE));
        assertThatThrownBy(() -> {
                    store.update(KEY).set("a", "x".repeat(300_000)).execute();
                    store.update(KEY).set("b", "x".repeat(300_000)).execute();
                })
                .isInstanceOfSatisfying(UpdateNotPossibleException.class, e -> {
                    assertThat(e.reason()).isEqualTo(RefusalReason.TOO_LARGE);
                    assertThat(e.attribute()).contains("b");
                });
        assertThat(document().get("n")).isEqualTo(Value.of(1));
    }

    @Test
    void anUpdateKeepsTheExpiryUnlessItNamesOne() {
        store.put(KEY, new Stock(1, 0), Duration.ofSeconds(10));

        store.update(KEY).increment("available").execute();
        assertThat(store.get(KEY, Stock.class).expiresAt()).isEqualTo(time.now().plusSeconds(10));
        store.update(KEY).expireAfter(Duration.ofSeconds(60)).execute();
        assertThat(store.get(KEY, Stock.class).expiresAt()).isEqualTo(time.now().plusSeconds(60));
        store.update(KEY).neverExpire().execute();
        assertThat(store.get(KEY, Stock.class).expiresAt()).isNull();
    }

    @Test
    void anUpdateWhoseReplyWasLostIsSentAgainWithoutCountingTwice() {
        ItemUpdate update = store.update(KEY).increment("n").returningAfter();
        fallible.failNext(Failure.REPLY_LOST);

        assertThatThrownBy(update::execute).isInstanceOf(OutcomeUnknownException.class);
        UpdateResult.Updated result = update.execute();

        assertThat(result.recognised()).isTrue();
        assertThat(result.after(Document.class).value()).isEqualTo(Document.of("n", Value.of(1)));
    }

    @Test
    void anUpdateThatWasAnsweredCannotBeExecutedOrChanged() {
        ItemUpdate update = store.update(KEY).increment("n");
        update.execute();
        backend.calls();

        assertThatThrownBy(update::execute)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("executed already");
        assertThatThrownBy(() -> update.increment("m")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> update.when(attribute("n").exists())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(update::neverExpire).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(update::returningAfter).isInstanceOf(InvalidInputException.class);
        assertThat(backend.calls()).isEmpty();
        assertThat(document().get("n")).isEqualTo(Value.of(1));
    }

    private Document document() {
        return store.get(KEY, Document.class).value();
    }
}
