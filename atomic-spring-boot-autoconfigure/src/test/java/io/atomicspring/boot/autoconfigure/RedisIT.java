package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.redis.RedisBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.lock.LockManager;
import io.atomicspring.test.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The Redis slice on a real server. */
class RedisIT {

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ApplicationContextRunner on(RedisServer redis) {
        return new ApplicationContextRunner()
                .withConfiguration(Slices.all())
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(
                        "spring.application.name=shop",
                        "spring.data.redis.host=" + redis.host(),
                        "spring.data.redis.port=" + redis.port());
    }

    @Test
    void twoNodesShareWhatOneOfThemWrote() {
        on(server)
                .run(one -> on(server).run(other -> {
                    assertThat(one).getBean(Backend.class).isInstanceOf(RedisBackend.class);
                    assertThat(one.getBean(CounterService.class).add("views", 2))
                            .isEqualTo(2);
                    assertThat(other.getBean(CounterService.class).add("views", 3))
                            .isEqualTo(5);
                }));
    }

    @Test
    void anotherNamespaceIsAnotherApplication() {
        on(server).run(context -> context.getBean(CounterService.class).add("visits", 2));
        on(server)
                .withPropertyValues("atomic.namespace=blog")
                .run(context -> assertThat(context.getBean(CounterService.class).get("visits"))
                        .isZero());
    }

    @Test
    void theTagPolicyIsTheSettings() {
        List<Long> counted = new ArrayList<>();
        for (String tags : List.of("partition", "namespace")) {
            on(server)
                    .withPropertyValues("atomic.redis.tags=" + tags)
                    .run(context ->
                            counted.add(context.getBean(CounterService.class).increment("tagged")));
        }
        assertThat(counted).as("other tags are other keys").containsExactly(1L, 1L);
    }

    @Test
    void locksAreGivenBackBeforeTheConnectionsAreClosed() {
        on(server).run(survivor -> {
            on(server).run(closing -> closing.getBean(LockManager.class).acquire("invoice-42"));
            assertThat(survivor.getBean(LockManager.class).find("invoice-42")).isEmpty();
        });
    }

    @Test
    void aServerThatMayEvictIsUpWithAWarning() {
        try (RedisServer forgetful = RedisServer.start("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru")) {
            on(forgetful).run(context -> {
                Health health = context.getBean("atomicHealthIndicator", HealthIndicator.class)
                        .health();
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat(health.getDetails()).containsEntry("clock", "store").containsEntry("reach", "network");
                assertThat(health.getDetails().get("warnings"))
                        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                        .singleElement()
                        .asString()
                        .contains("maxmemory-policy is 'allkeys-lru'");
            });
        }
    }

    @Test
    void aServerThatKeepsEverythingIsUpWithoutAWarning() {
        on(server).run(context -> {
            Health health = context.getBean("atomicHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("backend", "redis").doesNotContainKey("warnings");
        });
    }

    @Test
    void aServerThatIsGoneIsDownAndSaysWhy() {
        try (RedisServer mortal = RedisServer.start()) {
            on(mortal).withPropertyValues("atomic.timeout=500ms").run(context -> {
                HealthIndicator indicator = context.getBean("atomicHealthIndicator", HealthIndicator.class);
                assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                mortal.kill();
                Health health = indicator.health();
                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                assertThat(health.getDetails()).containsEntry("backend", "redis");
                assertThat((String) health.getDetails().get("reason")).isNotBlank();
            });
        }
    }
}
