package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.lock.LockManager;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;

/** An application as a user writes it, with everything that this module's class path brings: SQLite and Redis. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpTests {

    @TempDir
    private Path folder;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

        @Bean
        Shipping shipping(LockManager locks) {
            return new Shipping(locks);
        }
    }

    static class Shipping {

        private final LockManager locks;

        Shipping(LockManager locks) {
            this.locks = locks;
        }

        @WithLock(key = "#order", waitFor = "0s")
        @Transactional
        public boolean isShippedUnderItsLock(String order) {
            return locks.find(order).isPresent();
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "spring.application.name=shop",
                        "spring.datasource.url=jdbc:sqlite:" + folder.resolve("shop.db"))
                .run(arguments);
    }

    @Test
    void anApplicationThatNamesItsStoreStarts() {
        try (ConfigurableApplicationContext context = start("--atomic.backend=jdbc")) {
            assertThat(context.getBean(Shipping.class).isShippedUnderItsLock("order-7"))
                    .isTrue();
            assertThat(context.getBean(LockManager.class).find("order-7")).isEmpty();
        }
    }

    @Test
    void anApplicationWithTwoStoresReadsWhatToDo(CapturedOutput output) {
        assertThatThrownBy(() -> start().close()).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Several stores could be used, and 'atomic.backend' does not say which")
                .contains(
                        "Set 'atomic.backend' to 'jdbc' or 'redis'. Every node of the application must use the same store.");
    }
}
