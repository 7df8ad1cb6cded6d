package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.atomicspring.backend.Backend;
import io.atomicspring.test.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract bites: each broken backend fails the group that names what it broke, and the plain one fails none. */
class MutantTests {

    private static Function<ManualTime, Backend> subject = PlainBackend::new;

    /** The contract, on whatever backend is being tried. */
    static final class SubjectContract extends BackendContract {
        @Override
        protected BackendFixture fixture() {
            return new SubjectFixture();
        }
    }

    private static final class SubjectFixture implements BackendFixture {

        private final ManualTime time = ManualTime.create();
        private final Backend backend = subject.apply(time);

        @Override
        public Backend open() {
            return backend;
        }

        @Override
        public Backend reopen() {
            return backend;
        }

        @Override
        public void elapse(Duration duration) {
            time.advance(duration);
        }

        @Override
        public void stepClockBack(Duration duration) {
            time.stepWall(duration.negated());
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    private static TestExecutionSummary run(Function<ManualTime, Backend> backend, DiscoverySelector selector) {
        subject = backend;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static TestExecutionSummary runGroup(Function<ManualTime, Backend> backend, Class<?> group) {
        return run(backend, selectNestedClass(List.of(SubjectContract.class), group));
    }

    private static Stream<DynamicTest> fails(String mutant, Function<ManualTime, Backend> backend, Class<?>... groups) {
        return Stream.of(groups)
                .map(group -> dynamicTest(mutant + " fails " + group.getSimpleName(), () -> {
                    TestExecutionSummary summary = runGroup(backend, group);
                    assertThat(summary.getFailures())
                            .isNotEmpty()
                            .allSatisfy(failure ->
                                    assertThat(failure.getException()).isInstanceOf(AssertionError.class));
                    assertThat(summary.getTestsSucceededCount())
                            .as("tests that pass, because only one thing is broken")
                            .isPositive();
                }));
    }

    @Test
    void thePlainBackendKeepsTheContract() {
        TestExecutionSummary summary = run(PlainBackend::new, selectClass(SubjectContract.class));
        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(200);
        assertThat(summary.getTestsSkippedCount()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> aBrokenBackendFailsTheGroupThatNamesIt() {
        return Stream.of(
                        fails(
                                "stale expiry in reads",
                                TimeMutants.ReadsExpiredEntries::new,
                                BackendContract.LivenessLaw.class,
                                BackendContract.Scans.class),
                        fails(
                                "expiry a millisecond late",
                                TimeMutants.ExpiresLate::new,
                                BackendContract.LivenessLaw.class),
                        fails(
                                "purging the living",
                                TimeMutants.PurgesTheLiving::new,
                                BackendContract.LivenessLaw.class),
                        fails(
                                "the last match",
                                WriteMutants.TakesTheLastMatch::new,
                                BackendContract.FirstMatchLaw.class),
                        fails(
                                "dead entries shine through",
                                TimeMutants.RevivesTheDead::new,
                                BackendContract.BlankStartLaw.class),
                        fails(
                                "a repeated version",
                                TimeMutants.RepeatsVersions::new,
                                BackendContract.VersionsOnlyRiseLaw.class),
                        fails(
                                "the clock as version",
                                TimeMutants.TrustsTheClock::new,
                                BackendContract.VersionsOnlyRiseLaw.class),
                        fails(
                                "versions forgotten by sweeping",
                                TimeMutants.ForgetsVersionsWhenSweeping::new,
                                BackendContract.VersionsOnlyRiseLaw.class),
                        fails(
                                "checks that raise versions",
                                WriteMutants.ChecksRaiseVersions::new,
                                BackendContract.VersionsOnlyRiseLaw.class),
                        fails(
                                "half-applied commits",
                                CommitMutants.HalfAppliesCommits::new,
                                BackendContract.AllOrNoneLaw.class),
                        fails(
                                "one refusal of many",
                                CommitMutants.NamesOneRefusal::new,
                                BackendContract.AllOrNoneLaw.class),
                        fails(
                                "resent writes count twice",
                                WriteMutants.CountsTwice::new,
                                BackendContract.HonestRefusalLaw.class),
                        fails(
                                "silent refusals",
                                WriteMutants.RefusesSilently::new,
                                BackendContract.HonestRefusalLaw.class),
                        fails("UTF-16 order", KeyMutants.SortsByChars::new, BackendContract.OrderLaw.class),
                        fails("joined keys", KeyMutants.JoinsKeys::new, BackendContract.OrderLaw.class),
                        fails(
                                "keys without case",
                                KeyMutants.IgnoresCase::new,
                                BackendContract.OrderLaw.class,
                                BackendContract.OddNames.class),
                        fails(
                                "keys without trailing blanks",
                                KeyMutants.IgnoresTrailingBlanks::new,
                                BackendContract.OddNames.class),
                        fails("keys that end at NUL", KeyMutants.EndsKeysAtNul::new, BackendContract.OddNames.class),
                        fails("float arithmetic", WriteMutants.KeepsDoubles::new, BackendContract.NumbersLaw.class),
                        fails("expiry in seconds", TimeMutants.ExpiresInSeconds::new, BackendContract.TimeLaw.class),
                        fails(
                                "growth beyond the limit",
                                WriteMutants.CutsWhatIsTooLarge::new,
                                BackendContract.LimitsLaw.class),
                        fails(
                                "commits of any size",
                                CommitMutants.CutsLargeCommits::new,
                                BackendContract.LimitsLaw.class),
                        fails(
                                "a wrong owner check on release",
                                WriteMutants.ReleasesForAnyone::new,
                                BackendContract.SecondOwner.class,
                                BackendContract.SecondOwnerWithoutShapes.class),
                        fails(
                                "a wrong owner check in a hand-written renewal",
                                WriteMutants.RenewsForAnyoneByShape::new,
                                BackendContract.SecondOwner.class),
                        fails("lost updates", CommitMutants.LosesUpdates::new, BackendContract.Contention.class),
                        fails(
                                "half commits shown to readers",
                                CommitMutants.ShowsHalfCommits::new,
                                BackendContract.Contention.class),
                        fails(
                                "entries lost between pages",
                                KeyMutants.LosesEntriesBetweenPages::new,
                                BackendContract.Scans.class),
                        fails("one direction only", KeyMutants.ScansOneWay::new, BackendContract.Scans.class),
                        fails("actions in sequence", WriteMutants.ActsInSequence::new, BackendContract.Updates.class),
                        fails("comparison as in SQL", WriteMutants.ComparesLikeSql::new, BackendContract.Guards.class))
                .flatMap(tests -> tests);
    }

    @Test
    void aHandWrittenFormIsJudgedByItself() {
        TestExecutionSummary summary =
                runGroup(WriteMutants.RenewsForAnyoneByShape::new, BackendContract.SecondOwnerWithoutShapes.class);
        assertThat(summary.getTestsFailedCount()).isZero();
    }

    @Test
    void aRandomProgramThatFailsNamesItsSeed() {
        TestExecutionSummary summary = runGroup(WriteMutants.KeepsDoubles::new, BackendContract.RandomPrograms.class);
        assertThat(summary.getFailures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure.getException())
                        .hasMessageMatching("(?s).*-Datomic\\.contract\\.seed=-?\\d+"));
    }
}
