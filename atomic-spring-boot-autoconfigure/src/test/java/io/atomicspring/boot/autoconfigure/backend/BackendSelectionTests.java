package io.atomicspring.boot.autoconfigure.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.boot.autoconfigure.BackendType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BackendSelectionTests {

    private static final SelectionProblem NO_REDIS =
            new SelectionProblem.MissingBean(BackendType.REDIS, "RedisConnectionFactory", "spring.data.redis.host");
    private static final SelectionProblem OTHER_DATABASE =
            new SelectionProblem.UnsupportedDatabase("dataSource", "postgresql", "SQLite");
    private static final SelectionProblem SILENT_DATABASE =
            new SelectionProblem.UnknownDatabase("dataSource", "connection refused");

    private final List<BackendType> opened = new ArrayList<>();
    private final BackendCandidate memory = usable(BackendType.MEMORY);

    @Test
    void theOnlyStoreIsTaken(CapturedOutput output) {
        select(memory, usable(BackendType.JDBC), absent(BackendType.REDIS, NO_REDIS))
                .open(null);
        assertThat(opened).containsExactly(BackendType.JDBC);
        assertThat(output).doesNotContain("memory");
    }

    @Test
    void aNamedStoreIsTakenWithoutAskingTheOthers() {
        BackendCandidate neverAsked = new Stub(BackendType.JDBC, null);
        select(memory, neverAsked, usable(BackendType.REDIS)).open(BackendType.REDIS);
        assertThat(opened).containsExactly(BackendType.REDIS);
    }

    @Test
    void severalStoresFailTheStartAndNameThePropertyWithItsValues() {
        BackendSelection both = select(memory, usable(BackendType.JDBC), usable(BackendType.REDIS));
        assertProblem(
                both,
                null,
                "Several stores could be used, and 'atomic.backend' does not say which: jdbc (jdbc of the test), redis (redis"
                        + " of the test).",
                "Set 'atomic.backend' to 'jdbc' or 'redis'. Every node of the application must use the same store.");
        assertThat(opened).isEmpty();
    }

    @Test
    void noStoreMeansMemoryWithOneWarning(CapturedOutput output) {
        select(memory, absent(BackendType.REDIS, NO_REDIS)).open(null);
        assertThat(opened).containsExactly(BackendType.MEMORY);
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains(
                        "No store was found, so locks, counters and data are kept in memory: they hold inside this JVM only"
                                + " and are gone when it ends. Add a RedisConnectionFactory or the DataSource of a supported"
                                + " database, or set 'atomic.backend' to 'memory' if this is what you want.");
    }

    @Test
    void memoryByNameIsTakenWithoutAWarning(CapturedOutput output) {
        select(memory, usable(BackendType.REDIS)).open(BackendType.MEMORY);
        assertThat(opened).containsExactly(BackendType.MEMORY);
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void anUnsupportedDatabaseIsNoCandidateButIsNamedInTheWarning(CapturedOutput output) {
        select(memory, absent(BackendType.JDBC, OTHER_DATABASE)).open(null);
        assertThat(opened).containsExactly(BackendType.MEMORY);
        assertThat(output)
                .contains("The DataSource 'dataSource' leads to a database that this version does not support:"
                        + " 'postgresql'.");
    }

    @Test
    void anUnsupportedDatabaseDoesNotStandBesideAnotherStore() {
        select(memory, absent(BackendType.JDBC, OTHER_DATABASE), usable(BackendType.REDIS))
                .open(null);
        assertThat(opened).containsExactly(BackendType.REDIS);
    }

    @Test
    void anUnsupportedDatabaseFailsTheStartWhenItIsChosen() {
        assertProblem(
                select(memory, absent(BackendType.JDBC, OTHER_DATABASE)),
                BackendType.JDBC,
                "The DataSource 'dataSource' leads to a database that this version does not support: 'postgresql'.",
                "Use a supported database (SQLite), name the DataSource of one in 'atomic.jdbc.data-source', or set"
                        + " 'atomic.backend' to another store.");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNotTakenForNone() {
        assertProblem(
                select(
                        memory,
                        new Stub(BackendType.JDBC, new Finding.Undecided(SILENT_DATABASE)),
                        usable(BackendType.REDIS)),
                null,
                "The DataSource 'dataSource' does not tell which database it is: connection refused",
                "Make the database reachable while the application starts, or set 'atomic.backend' to another store.");
        assertThat(opened).isEmpty();
    }

    @Test
    void aNamedStoreWithoutItsBeanFailsTheStart() {
        assertProblem(
                select(memory, absent(BackendType.REDIS, NO_REDIS)),
                BackendType.REDIS,
                "'atomic.backend' is 'redis', but there is no bean of type RedisConnectionFactory.",
                "Set 'spring.data.redis.host' so that Spring Boot makes one, define a RedisConnectionFactory bean, or set"
                        + " 'atomic.backend' to another store.");
    }

    @Test
    void aNamedStoreWithoutItsClassesFailsTheStart() {
        assertProblem(
                select(memory),
                BackendType.REDIS,
                "'atomic.backend' is 'redis', but the classes for it are not on the class path.",
                "Add the dependency 'org.springframework.boot:spring-boot-starter-data-redis', or set 'atomic.backend' to"
                        + " another store.");
        assertProblem(
                select(memory),
                BackendType.JDBC,
                "'atomic.backend' is 'jdbc', but the classes for it are not on the class path.",
                "Add the dependency 'org.springframework.boot:spring-boot-starter-jdbc', or set 'atomic.backend' to another"
                        + " store.");
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "DYNAMODB"})
    void aStoreOfALaterVersionFailsTheStart(BackendType type) {
        assertProblem(
                select(memory),
                type,
                "'atomic.backend' is '" + type.propertyValue() + "', which is not available in this version.",
                "Set 'atomic.backend' to 'memory', 'jdbc' or 'redis'.");
    }

    @Test
    void outsideOfBootTheExceptionSaysBoth() {
        assertThatThrownBy(() -> select(memory).open(BackendType.FILE))
                .hasMessage(
                        "'atomic.backend' is 'file', which is not available in this version. Set 'atomic.backend' to"
                                + " 'memory', 'jdbc' or 'redis'.");
    }

    private static BackendSelection select(BackendCandidate... candidates) {
        return new BackendSelection(List.of(candidates));
    }

    private static void assertProblem(
            BackendSelection selection, BackendType chosen, String description, String action) {
        assertThatThrownBy(() -> selection.open(chosen))
                .isInstanceOfSatisfying(BackendSelectionException.class, failure -> {
                    assertThat(failure.problem().description()).isEqualTo(description);
                    assertThat(failure.problem().action()).isEqualTo(action);
                });
    }

    private BackendCandidate usable(BackendType type) {
        return new Stub(type, new Finding.Usable(type.propertyValue() + " of the test", () -> opened(type)));
    }

    private Backend opened(BackendType type) {
        opened.add(type);
        return MemoryBackend.create();
    }

    private static BackendCandidate absent(BackendType type, SelectionProblem problem) {
        return new Stub(type, new Finding.Absent(problem));
    }

    private record Stub(BackendType type, Finding finding) implements BackendCandidate {

        @Override
        public Finding find() {
            assertThat(finding).as("%s was asked", type).isNotNull();
            return finding;
        }
    }
}
