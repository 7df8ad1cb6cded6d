package io.atomicspring.boot.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.backend.MemoryBackendAutoConfiguration;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AtomicHealthTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AtomicHealthAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    MemoryBackendAutoConfiguration.class,
                    BackendAutoConfiguration.class));

    @Test
    void aStoreThatAnswersIsUpAndSaysWhatItIs() {
        runner.run(context -> {
            Health health = context.getBean("atomicHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry("backend", "memory")
                    .containsEntry("clock", "node")
                    .containsEntry("reach", "process")
                    .hasEntrySatisfying(
                            "roundTripMillis",
                            millis -> assertThat((double) millis).isNotNegative());
        });
    }

    @Test
    void itIsRegisteredUnderTheNameAtomic() {
        runner.run(context -> assertThat(
                        context.getBean(HealthContributorRegistry.class).getContributor("atomic"))
                .isNotNull());
    }

    @Test
    void aStoreThatDoesNotAnswerIsDownWithTheReason() {
        List<String> calls = new ArrayList<>();
        Backend down = backendWhose("read", calls, () -> {
            throw new BackendUnavailableException("Redis does not answer. Check spring.data.redis.host.", null);
        });
        runner.withBean(Backend.class, () -> down).run(context -> {
            Health health = context.getBean("atomicHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails())
                    .containsEntry("backend", "memory")
                    .containsEntry("reason", "Redis does not answer. Check spring.data.redis.host.")
                    .doesNotContainKey("roundTripMillis");
        });
    }

    @Test
    void oneCheckIsOneReadOfOneKey() {
        List<String> calls = new ArrayList<>();
        runner.withBean(Backend.class, () -> backendWhose("none", calls, () -> {}))
                .run(context -> {
                    context.getBean("atomicHealthIndicator", HealthIndicator.class)
                            .health();
                    assertThat(calls).containsExactly("read 1");
                });
    }

    @Test
    void itCanBeTurnedOff() {
        runner.withPropertyValues("management.health.atomic.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("atomicHealthIndicator"));
    }

    @Test
    void itBacksOffForAnIndicatorOfTheApplications() {
        HealthIndicator own = () -> Health.unknown().build();
        runner.withBean("atomicHealthIndicator", HealthIndicator.class, () -> own)
                .run(context ->
                        assertThat(context.getBean("atomicHealthIndicator")).isSameAs(own));
    }

    @Test
    void withoutTheHealthModuleTheRestStillStarts() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AtomicHealthAutoConfiguration.class,
                        MemoryBackendAutoConfiguration.class,
                        BackendAutoConfiguration.class))
                .withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.health", "org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Backend.class)
                        .doesNotHaveBean("atomicHealthIndicator"));
    }

    @Test
    void theProbeIsAKeyThatNobodyElseUses() {
        assertThat(AtomicHealthIndicator.PROBE).isEqualTo(Key.of("atomic.health", "probe"));
    }

    /** The memory backend, its reads counted in keys, and one method made to do something else first. */
    private static Backend backendWhose(String method, List<String> calls, Runnable first) {
        MemoryBackend memory = MemoryBackend.create();
        return (Backend) Proxy.newProxyInstance(
                AtomicHealthTests.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, called, args) -> {
                    if (called.getName().equals("read")) {
                        calls.add("read " + ((Collection<?>) args[0]).size());
                    } else if (List.of("apply", "applyAll", "scan", "scanSpace", "purge")
                            .contains(called.getName())) {
                        calls.add(called.getName());
                    }
                    if (called.getName().equals(method)) {
                        first.run();
                    }
                    try {
                        return called.invoke(memory, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
