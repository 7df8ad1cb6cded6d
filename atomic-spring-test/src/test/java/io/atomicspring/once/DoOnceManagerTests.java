package io.atomicspring.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.Write;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.mapping.ValueMapper;
import io.atomicspring.mapping.ValueMappingException;
import io.atomicspring.test.FailingBackend;
import io.atomicspring.test.FailingBackend.Failure;
import io.atomicspring.test.ManualTime;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class DoOnceManagerTests {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration MEMORY = Duration.ofHours(24);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final FailingBackend backend = FailingBackend.around(MemoryBackend.with(time));
    private final DoOnceManager doOnce = DoOnceManager.on(backend);
    private final AtomicInteger runs = new AtomicInteger();

    record Receipt(String number, BigDecimal amount) {}

    private OnceResult<Integer> count() {
        return doOnce.run("user-1", "mail", Integer.class, runs::incrementAndGet);
    }

    /** As if the process died in the middle of the action: nobody gives the claim back. */
    private void die() {
        assertThatThrownBy(() -> doOnce.run("user-1", "mail", () -> {
                    backend.failNext(Failure.UNAVAILABLE);
                    throw new IllegalStateException("died");
                }))
                .hasMessage("died");
    }

    @Nested
    class Running {

        @Test
        void theFirstCallRunsTheActionInTwoTrips() {
            OnceResult<Integer> result = count();

            assertThat(result).isEqualTo(new OnceResult<>(true, 1, time.now(), 1));
            assertThat(backend.calls()).isEqualTo(2);
        }

        @Test
        void aLaterCallGetsTheResultInOneTrip() {
            count();
            time.advance(Duration.ofMinutes(5));
            int before = backend.calls();

            OnceResult<Integer> result = count();

            assertThat(result).isEqualTo(new OnceResult<>(false, 1, time.now().minus(Duration.ofMinutes(5)), 1));
            assertThat(runs).hasValue(1);
            assertThat(backend.calls()).isEqualTo(before + 1);
        }

        static Stream<Arguments> results() {
            return Stream.of(
                    Arguments.of(Integer.class, null),
                    Arguments.of(Integer.class, 0),
                    Arguments.of(String.class, ""),
                    Arguments.of(Boolean.class, false),
                    Arguments.of(BigDecimal.class, new BigDecimal("0.10")),
                    Arguments.of(Receipt.class, new Receipt("r-1", new BigDecimal("12.5"))),
                    Arguments.of(List.class, List.of()),
                    Arguments.of(List.class, List.of("a", "", "b")),
                    Arguments.of(Map.class, Map.of("state", "running", "token", "t")));
        }

        @ParameterizedTest
        @MethodSource("results")
        void everyResultIsReplayed(Class<Object> type, Object value) {
            doOnce.run("user-1", "mail", type, () -> {
                runs.incrementAndGet();
                return value;
            });

            OnceResult<Object> replayed = doOnce.run("user-1", "mail", type, () -> {
                runs.incrementAndGet();
                return "another";
            });

            assertThat(runs).hasValue(1);
            assertThat(replayed.ranNow()).isFalse();
            if (value instanceof BigDecimal decimal) {
                assertThat((BigDecimal) replayed.value()).isEqualByComparingTo(decimal);
            } else {
                assertThat(replayed.value()).isEqualTo(value);
            }
        }

        @Test
        void aListOfRecordsIsReplayedByItsGenericType() {
            List<Receipt> receipts = List.of(new Receipt("r-1", BigDecimal.ONE), new Receipt("r-2", BigDecimal.TEN));
            OnceBody<List<Receipt>, RuntimeException> body = () -> {
                runs.incrementAndGet();
                return receipts;
            };
            doOnce.run("user-1", "mail", listOf(Receipt.class), body);

            OnceResult<List<Receipt>> replayed = doOnce.run("user-1", "mail", listOf(Receipt.class), body);

            assertThat(replayed.value()).isEqualTo(receipts);
            assertThat(runs).hasValue(1);
        }

        @Test
        void anActionWithoutAResultRunsOnce() {
            OnceResult<Void> first = doOnce.run("user-1", "mail", () -> {
                runs.incrementAndGet();
            });
            OnceResult<Void> second = doOnce.run("user-1", "mail", () -> {
                runs.incrementAndGet();
            });

            assertThat(first.ranNow()).isTrue();
            assertThat(second.ranNow()).isFalse();
            assertThat(second.value()).isNull();
            assertThat(runs).hasValue(1);
        }

        @Test
        void aRememberedResultThatDoesNotFitTheTypeIsAnErrorAndStays() {
            doOnce.run("user-1", "mail", String.class, () -> "text");

            assertThatExceptionOfType(ValueMappingException.class).isThrownBy(DoOnceManagerTests.this::count);
            assertThat(runs).hasValue(0);
            assertThat(doOnce.run("user-1", "mail", String.class, () -> "other").value())
                    .isEqualTo("text");
        }

        @Test
        void scopesAndKeysDoNotMeet() {
            doOnce.run("a", "b/c", runs::incrementAndGet);
            doOnce.run("a/b", "c", runs::incrementAndGet);
            doOnce.run("a", "b", runs::incrementAndGet);
            doOnce.run("b", "a", runs::incrementAndGet);

            assertThat(runs).hasValue(4);
        }

        @Test
        void whatWasDoneIsForgottenAfterItsTime() {
            count();
            time.advance(MEMORY.minus(MILLI));
            assertThat(count().ranNow()).isFalse();

            time.advance(MILLI);

            assertThat(count()).isEqualTo(new OnceResult<>(true, 2, time.now(), 1));
        }
    }

    @Nested
    class Throwing {

        @Test
        void theExceptionPassesAndTheClaimIsGivenBack() {
            IOException failure = new IOException("printer on fire");

            assertThatThrownBy(() -> doOnce.run("user-1", "mail", String.class, () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);

            assertThat(doOnce.find("user-1", "mail")).isEmpty();
            assertThat(count()).isEqualTo(new OnceResult<>(true, 1, time.now(), 1));
        }

        @Test
        void anErrorGivesTheClaimBackToo() {
            assertThatThrownBy(() -> doOnce.run("user-1", "mail", () -> {
                        throw new AssertionError("no");
                    }))
                    .isInstanceOf(AssertionError.class);

            assertThat(count().ranNow()).isTrue();
        }

        @Test
        void aClaimThatCannotBeGivenBackDoesNotHideTheException() {
            IllegalStateException failure = new IllegalStateException("first");

            assertThatThrownBy(() -> doOnce.run("user-1", "mail", () -> {
                        backend.failNext(Failure.UNAVAILABLE);
                        throw failure;
                    }))
                    .isSameAs(failure)
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .isInstanceOf(BackendUnavailableException.class));
        }

        @Test
        void aFailedActionThatLostItsClaimLeavesTheWinnerAlone() {
            assertThatThrownBy(() -> doOnce.run("user-1", "mail", Integer.class, () -> {
                        time.advance(LEASE);
                        count();
                        throw new IllegalStateException("late");
                    }))
                    .hasMessage("late");

            assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 2));
        }
    }

    @Nested
    class InFlight {

        @Test
        void aDuplicateIsRefusedAtOnce() {
            doOnce.run("user-1", "mail", () -> {
                time.advance(Duration.ofSeconds(18));
                int before = backend.calls();
                DuplicateInFlightException busy =
                        catchThrowableOfType(DuplicateInFlightException.class, DoOnceManagerTests.this::count);
                assertThat(busy.remaining()).isEqualTo(Duration.ofSeconds(12));
                assertThat(busy)
                        .hasMessage("'mail' of scope 'user-1' is being done by another run, whose lease ends in 12 s"
                                + " (attempt 1). Try again later; if that run is known to be dead, clear the key.");
                assertThat(backend.calls()).isEqualTo(before + 1);
            });

            assertThat(runs).hasValue(0);
        }

        @Test
        void nobodyTakesOverBeforeTheLeaseIsOver() {
            die();
            time.advance(LEASE.minus(MILLI));

            assertThatExceptionOfType(DuplicateInFlightException.class).isThrownBy(DoOnceManagerTests.this::count);
            assertThat(runs).hasValue(0);
        }

        @Test
        void theNextCallTakesOverWhenTheLeaseIsOver() {
            die();
            time.advance(LEASE);

            assertThat(count()).isEqualTo(new OnceResult<>(true, 1, time.now(), 2));
        }

        @Test
        void attemptsAreCountedFromTakeoverToTakeover() {
            die();
            time.advance(LEASE);
            die();
            time.advance(MEMORY.minus(MILLI));

            assertThat(count().attempts()).isEqualTo(3);
            assertThat(doOnce.find("user-1", "mail").orElseThrow().attempts()).isEqualTo(3);
        }

        @Test
        void aResultThatComesLateIsRememberedIfNobodyTookOver() {
            doOnce.run("user-1", "mail", Integer.class, () -> {
                time.advance(LEASE.plusSeconds(1));
                return runs.incrementAndGet();
            });

            assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 1));
        }

        @Test
        void aZombieCannotCompleteAndTheWinnersResultStays() {
            ClaimLostException lost = catchThrowableOfType(
                    ClaimLostException.class,
                    () -> doOnce.run("user-1", "mail", Integer.class, () -> {
                        time.advance(LEASE);
                        assertThat(count().value()).isEqualTo(1);
                        return 99;
                    }));

            assertThat(lost.now().orElseThrow().state()).isEqualTo(OnceMark.State.DONE);
            assertThat(lost)
                    .hasMessage("The action of 'mail' of scope 'user-1' ran, but its claim was lost before it ended:"
                            + " another run completed it at 2026-01-02T03:04:35Z. Its result was not remembered."
                            + " Give the manager a longer lease than the action needs.");
            assertThat(count()).isEqualTo(new OnceResult<>(false, 1, time.now(), 2));
        }

        @Test
        void aZombieCannotCompleteWhileItsSuccessorRuns() {
            assertThatExceptionOfType(ClaimLostException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "mail", Integer.class, () -> {
                        time.advance(LEASE);
                        die();
                        return 99;
                    }))
                    .withMessageContaining("attempt 2 has taken over");

            assertThat(doOnce.find("user-1", "mail").orElseThrow().state()).isEqualTo(OnceMark.State.RUNNING);
        }

        @Test
        void aMemoryShorterThanTheLeaseDoesNotEndAClaim() {
            DoOnceManager forgetful =
                    DoOnceManager.builder(backend).rememberFor(MILLI).build();
            forgetful.run("user-1", "mail", () -> {
                time.advance(LEASE.minus(MILLI));
                assertThatExceptionOfType(DuplicateInFlightException.class).isThrownBy(DoOnceManagerTests.this::count);
            });
        }

        @Test
        void theLongestLeaseAndMemoryWork() {
            Duration longest = Duration.ofDays(36_500);
            DoOnceManager patient = DoOnceManager.builder(backend)
                    .lease(longest)
                    .rememberFor(longest)
                    .build();

            assertThat(patient.run("user-1", "mail", () -> {}).ranNow()).isTrue();
        }
    }

    @Nested
    class Finding {

        @Test
        void nothingIsKnownAtFirst() {
            assertThat(doOnce.find("user-1", "mail")).isEmpty();
        }

        @Test
        void aMarkTellsHowFarItHasCome() {
            doOnce.run("user-1", "mail", () -> {
                OnceMark mark = doOnce.find("user-1", "mail").orElseThrow();
                assertThat(mark)
                        .isEqualTo(new OnceMark(
                                "user-1",
                                "mail",
                                OnceMark.State.RUNNING,
                                1,
                                time.now(),
                                time.now().plus(LEASE),
                                null,
                                time.now().plus(LEASE).plus(MEMORY)));
                time.advance(LEASE);
                assertThat(doOnce.find("user-1", "mail").orElseThrow().state()).isEqualTo(OnceMark.State.ABANDONED);
            });

            OnceMark mark = doOnce.find("user-1", "mail").orElseThrow();
            assertThat(mark)
                    .isEqualTo(new OnceMark(
                            "user-1",
                            "mail",
                            OnceMark.State.DONE,
                            1,
                            time.now().minus(LEASE),
                            null,
                            time.now(),
                            time.now().plus(MEMORY)));
            assertThat(mark.isDone()).isTrue();
        }

        @Test
        void anEntryThatIsNoMarkIsAnErrorThatNamesIt() {
            backend.apply(Write.to(Key.of("atomic.once", "user-1", "mail"))
                    .when(Guard.always(), Change.put(Document.of("state", Value.of("dancing")), Expiry.never()))
                    .build());

            assertThatExceptionOfType(InvalidDataAccessResourceUsageException.class)
                    .isThrownBy(DoOnceManagerTests.this::count)
                    .withMessageContaining("atomic.once/user-1/mail");
            assertThat(runs).hasValue(0);
        }
    }

    @Nested
    class MarkingAndClearing {

        @Test
        void whatIsMarkedAsDoneIsNotRun() {
            assertThat(doOnce.markDone("user-1", "mail")).isTrue();

            assertThat(count()).isEqualTo(new OnceResult<>(false, null, time.now(), 0));
            assertThat(runs).hasValue(0);
        }

        @Test
        void whatWasDoneKeepsItsResultWhenItIsMarked() {
            count();

            assertThat(doOnce.markDone("user-1", "mail")).isFalse();

            assertThat(count().value()).isEqualTo(1);
        }

        @Test
        void whatIsRunningCannotBeMarked() {
            doOnce.run("user-1", "mail", Integer.class, () -> {
                assertThatExceptionOfType(DuplicateInFlightException.class)
                        .isThrownBy(() -> doOnce.markDone("user-1", "mail"));
                return 7;
            });

            assertThat(count().value()).isEqualTo(7);
        }

        @Test
        void whatWasAbandonedCanBeMarked() {
            die();
            time.advance(LEASE);

            assertThat(doOnce.markDone("user-1", "mail")).isTrue();

            assertThat(count()).isEqualTo(new OnceResult<>(false, null, time.now(), 1));
        }

        @Test
        void aMarkWhoseReplyIsLostIsRecognised() {
            backend.failNext(Failure.REPLY_LOST);

            assertThat(doOnce.markDone("user-1", "mail")).isTrue();
        }

        @Test
        void whatIsClearedRunsAgain() {
            count();

            assertThat(doOnce.clear("user-1", "mail")).isTrue();
            assertThat(doOnce.clear("user-1", "mail")).isFalse();

            assertThat(count()).isEqualTo(new OnceResult<>(true, 2, time.now(), 1));
        }

        @Test
        void aRunThatIsClearedLosesItsClaim() {
            assertThatExceptionOfType(ClaimLostException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "mail", () -> {
                        doOnce.clear("user-1", "mail");
                    }))
                    .satisfies(e -> assertThat(e.now()).isEmpty())
                    .withMessageContaining("the key was cleared or forgotten");

            assertThat(doOnce.find("user-1", "mail")).isEmpty();
        }
    }

    @Nested
    class UnstorableResults {

        static Stream<Object> results() {
            // Refused by the mapper, before the write is sent, and by the store.
            return Stream.of(
                    Double.NaN,
                    "x".repeat(400_001),
                    "x".repeat(399_700),
                    nested(30),
                    Map.of("\uD83D", 1),
                    Map.of("n".repeat(500_000), Double.NaN));
        }

        private static Object nested(int depth) {
            Object value = "deep";
            for (int i = 0; i < depth; i++) {
                value = List.of(value);
            }
            return value;
        }

        @ParameterizedTest
        @MethodSource("results")
        void theActionIsDoneAndEveryCallSaysWhatIsMissing(Object result) {
            OnceBody<Object, RuntimeException> body = () -> {
                runs.incrementAndGet();
                return result;
            };

            for (int call = 0; call < 3; call++) {
                assertThatExceptionOfType(UnstorableResultException.class)
                        .isThrownBy(() -> doOnce.run("user-1", "mail", Object.class, body))
                        .withMessageStartingWith("'mail' of scope 'user-1' was done at 2026-01-02T03:04:05Z, but")
                        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
            }

            assertThat(runs).hasValue(1);
            assertThat(doOnce.find("user-1", "mail").orElseThrow().isDone()).isTrue();
        }

        @Test
        void aResultAtTheLimitIsKept() {
            doOnce.run("user-1", "mail", Object.class, () -> nested(29));

            assertThat(doOnce.run("user-1", "mail", Object.class, () -> "other").value())
                    .isEqualTo(nested(29));
        }

        record Failing(String name) {
            @Override
            public String name() {
                throw new UnsupportedOperationException("secret");
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void aSerializerThatFailsIsTreatedAlike(boolean wrapped) {
            JsonMapper json = JsonMapper.builder()
                    .configure(SerializationFeature.WRAP_EXCEPTIONS, wrapped)
                    .build();
            DoOnceManager mapping = DoOnceManager.on(backend, ValueMapper.with(json));

            assertThatExceptionOfType(UnstorableResultException.class)
                    .isThrownBy(() -> mapping.run("user-1", "mail", Failing.class, () -> new Failing("x")))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));

            assertThat(doOnce.find("user-1", "mail").orElseThrow().isDone()).isTrue();
        }

        @Test
        void aZombiesUnstorableResultDoesNotTouchTheWinners() {
            assertThatExceptionOfType(ClaimLostException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "mail", Double.class, () -> {
                        time.advance(LEASE);
                        count();
                        return Double.NaN;
                    }));

            assertThat(count().value()).isEqualTo(1);
        }
    }

    @Nested
    class BadInput {

        @ParameterizedTest
        @ValueSource(strings = {"", "\uD83D"})
        void badKeysAreRefusedBeforeAnythingIsSent(String bad) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run("user-1", bad, runs::incrementAndGet))
                    .withMessageStartingWith("The do-once key ");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run(bad, "mail", runs::incrementAndGet))
                    .withMessageStartingWith("The do-once scope ");
            assertThat(backend.calls()).isEqualTo(0);
            assertThat(runs).hasValue(0);
        }

        @Test
        void nullsAreRefused() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.markDone("user-1", null))
                    .withMessage("The do-once key is null. Pass a string.");
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> doOnce.find(null, "mail"));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "mail", (Class<String>) null, () -> ""));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "mail", String.class, null));
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> doOnce.run("user-1", "mail", null));
            assertThat(backend.calls()).isEqualTo(0);
        }

        @Test
        void aKeyMayBeAsLongAsItsLimitAndNoLonger() {
            assertThat(doOnce.run("s".repeat(1024), "k".repeat(1023), () -> {}).ranNow())
                    .isTrue();
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run("user-1", "k".repeat(1024), () -> {}));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> doOnce.run("s".repeat(1025), "mail", () -> {}));
        }

        @Test
        void durationsMustBePositive() {
            DoOnceManager.Builder builder = DoOnceManager.builder(backend);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> builder.lease(Duration.ZERO))
                    .withMessageContaining("do-once lease");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> builder.rememberFor(Duration.ofSeconds(-1)))
                    .withMessageContaining("do-once memory");
        }
    }

    private static Type listOf(Class<?> element) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {element};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }
        };
    }
}
