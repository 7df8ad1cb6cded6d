package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.jdbc.SchemaInitialization;
import io.atomicspring.backend.redis.TagPolicy;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.backend.MemoryBackendAutoConfiguration;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AtomicPropertiesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(MemoryBackendAutoConfiguration.class, BackendAutoConfiguration.class));

    @Test
    void defaultsAreThoseOfTheDesign() {
        runner.run(context -> {
            AtomicProperties properties = context.getBean(AtomicProperties.class);
            assertThat(properties.backend()).isNull();
            assertThat(properties.namespace()).isNull();
            assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(properties.store().space()).isEqualTo("default");
            assertThat(properties.lock().lease()).isEqualTo(Duration.ofSeconds(30));
            assertThat(properties.lock().waitFor()).isEqualTo(Duration.ofSeconds(10));
            assertThat(properties.once().lease()).isEqualTo(Duration.ofSeconds(30));
            assertThat(properties.once().rememberFor()).isEqualTo(Duration.ofHours(24));
            assertThat(properties.jdbc().initializeSchema()).isEqualTo(SchemaInitialization.EMBEDDED);
            assertThat(properties.jdbc().tablePrefix()).isEqualTo("atomic_");
            assertThat(properties.redis().tags()).isEqualTo(TagPolicy.PARTITION);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic.timeout", "atomic.lock.lease", "atomic.once.lease", "atomic.once.remember-for"})
    void aDurationMustBeLongerThanZero(String property) {
        assertThat(failureOf(property, "0s"))
                .contains(
                        "The property '" + property + "' is PT0S; it must be longer than zero and at most 36500 days.");
        assertThat(failureOf(property, "-5s")).contains("The property '" + property + "' is PT-5S; it must be longer");
        assertThat(failureOf(property, "40000d")).contains("The property '" + property + "' is PT960000H; it must be");
    }

    @Test
    void aWaitMayBeZeroButNotNegative() {
        runner.withPropertyValues("atomic.lock.wait-for=0s")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(failureOf("atomic.lock.wait-for", "-5s"))
                .contains("The property 'atomic.lock.wait-for' is PT-5S; it must not be negative");
    }

    @ParameterizedTest
    @CsvSource({
        "atomic.backend,mongo",
        "atomic.timeout,soon",
        "atomic.jdbc.initialize-schema,perhaps",
        "atomic.redis.tags,none"
    })
    void aValueThatCannotBeReadIsNamedWithItsProperty(String property, String value) {
        runner.withPropertyValues(property + "=" + value)
                .run(context -> assertThat(
                                FailureAnalyses.of(context.getStartupFailure()).getDescription())
                        .contains("Property: " + property)
                        .contains("Value: \"" + value + "\""));
    }

    @Test
    void theValuesOfTheBackendAreListedForAWrongOne() {
        runner.withPropertyValues("atomic.backend=mongo")
                .run(context -> assertThat(
                                FailureAnalyses.of(context.getStartupFailure()).getAction())
                        .contains("DYNAMODB", "FILE", "JDBC", "MEMORY", "REDIS"));
    }

    private String failureOf(String property, String value) {
        StringBuilder description = new StringBuilder();
        runner.withPropertyValues(property + "=" + value)
                .run(context -> description.append(
                        FailureAnalyses.of(context.getStartupFailure()).getDescription()));
        return description.toString();
    }
}
