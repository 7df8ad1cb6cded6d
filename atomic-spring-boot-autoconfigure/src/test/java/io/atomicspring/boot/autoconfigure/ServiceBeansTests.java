package io.atomicspring.boot.autoconfigure;

import static io.atomicspring.store.ItemKey.key;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.counter.CounterService;
import io.atomicspring.layer.LayerService;
import io.atomicspring.lock.LockManager;
import io.atomicspring.mapping.ValueMapper;
import io.atomicspring.once.DoOnceManager;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ServiceBeansTests {

    private static final Key STOCK = Key.of("default", "sku:7");

    private final Backend backend = MemoryBackend.create();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(Slices.all())
            .withPropertyValues("spring.application.name=shop")
            .withBean(Backend.class, () -> backend);

    record Stock(int inStore) {}

    @Test
    void everyServiceIsThereAndWorks() {
        runner.run(context -> {
            context.getBean(AtomicStore.class).put(key("sku:7"), new Stock(3));
            assertThat(context.getBean(AtomicStores.class)
                            .space("default")
                            .get(key("sku:7"), Stock.class)
                            .value())
                    .isEqualTo(new Stock(3));
            assertThat(context.getBean(CounterService.class).increment("views")).isEqualTo(1);
            assertThat(context.getBean(LockManager.class).tryAcquire("a")).isPresent();
            assertThat(context.getBean(DoOnceManager.class)
                            .run("user", "mail", () -> {})
                            .ranNow())
                    .isTrue();
            assertThat(context).hasSingleBean(LayerService.class);
        });
    }

    @Test
    void everyServiceBacksOffForTheApplicationsOwn() {
        Map<Class<?>, Object> own = Map.of(
                AtomicStores.class, AtomicStores.on(backend),
                AtomicStore.class, AtomicStores.on(backend).space("own"),
                CounterService.class, CounterService.on(backend),
                LockManager.class, LockManager.on(backend),
                DoOnceManager.class, DoOnceManager.on(backend),
                LayerService.class, LayerService.on(backend),
                ValueMapper.class, ValueMapper.standard());
        own.forEach((type, bean) -> withBean(type, bean)
                .run(context -> assertThat(context).getBean(type).isSameAs(bean)));
    }

    @SuppressWarnings("unchecked") // the bean is of its type
    private <T> ApplicationContextRunner withBean(Class<T> type, Object bean) {
        return runner.withBean("own", type, (Supplier<T>) () -> (T) bean);
    }

    @Test
    void theDefaultStoreIsOnTheSpaceOfTheSettings() {
        runner.withPropertyValues("atomic.store.space=warehouse").run(context -> {
            context.getBean(AtomicStore.class).put(key("sku:7"), new Stock(3));
            assertThat(context.getBean(AtomicStores.class).space("warehouse").find(key("sku:7"), Stock.class))
                    .isPresent();
        });
    }

    @Test
    void itemsAreWrittenByTheApplicationsJsonMapper() {
        JsonMapper snake = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        runner.withBean(JsonMapper.class, () -> snake)
                .run(context -> context.getBean(AtomicStore.class).put(key("sku:7"), new Stock(3)));
        assertThat(stored().attributes()).containsOnlyKeys("in_store");
    }

    @Test
    void amongSeveralJsonMappersNoneIsGuessed() {
        runner.withBean("a", JsonMapper.class, JsonMapper::new)
                .withBean(
                        "b",
                        JsonMapper.class,
                        () -> JsonMapper.builder()
                                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                                .build())
                .run(context -> context.getBean(AtomicStore.class).put(key("sku:7"), new Stock(3)));
        assertThat(stored().attributes()).containsOnlyKeys("inStore");
    }

    private Document stored() {
        return backend.read(List.of(STOCK)).find(STOCK).orElseThrow().document();
    }

    @Test
    void theHolderIsTheApplicationUnlessItIsNamed() {
        runner.run(context ->
                assertThat(holderSeenIn(context.getBean(LockManager.class))).startsWith("shop/"));
        runner.withPropertyValues("atomic.lock.holder=node-3")
                .run(context -> assertThat(holderSeenIn(context.getBean(LockManager.class)))
                        .isEqualTo("node-3"));
    }

    private static String holderSeenIn(LockManager locks) {
        try (var lease = locks.acquire("invoice-42")) {
            return locks.find(lease.key()).orElseThrow().holder();
        }
    }

    @Test
    void leaseAndWaitAreThoseOfTheSettings() {
        runner.withPropertyValues("atomic.lock.lease=7m", "atomic.lock.wait-for=0s")
                .run(context -> {
                    LockManager locks = context.getBean(LockManager.class);
                    assertThat(locks.acquire("invoice-42").remaining()).isBetween(ofMinutes(6), ofMinutes(7));
                });
    }

    @Test
    void locksAreGivenBackWhenTheContextCloses() {
        runner.run(context -> context.getBean(LockManager.class).acquire("invoice-42"));
        assertThat(LockManager.on(backend).find("invoice-42")).isEmpty();
    }

    @Test
    void locksAreKeptWhenTheContextIsOnlyStopped() {
        runner.run(context -> {
            var lease = context.getBean(LockManager.class).acquire("invoice-42");
            context.stop();
            context.start();
            assertThat(lease.isHeld()).isTrue();
            assertThat(context.getBean(LockManager.class).tryAcquire("another")).isPresent();
        });
    }

    @Test
    void locksAreKeptWhenAChildContextCloses() {
        runner.run(parent -> {
            var lease = parent.getBean(LockManager.class).acquire("invoice-42");
            new ApplicationContextRunner().withParent(parent).run(child -> {});
            assertThat(lease.isHeld()).isTrue();
            parent.stop();
            assertThat(lease.isHeld())
                    .as("stopping after a child's end is no end")
                    .isTrue();
        });
    }
}
