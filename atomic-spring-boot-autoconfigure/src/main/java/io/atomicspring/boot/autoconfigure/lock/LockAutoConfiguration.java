package io.atomicspring.boot.autoconfigure.lock;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.lock.LockManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link LockManager}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = BackendAutoConfiguration.class)
@ConditionalOnBean(Backend.class)
@EnableConfigurationProperties(AtomicProperties.class)
public final class LockAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LockManager lockManager(Backend backend, AtomicProperties properties, Environment environment) {
        AtomicProperties.Lock settings = properties.lock();
        LockManager.Builder builder = LockManager.builder(backend)
                .defaults(options -> options.leaseFor(settings.lease()).waitFor(settings.waitFor()))
                .application(environment.getProperty("spring.application.name", ""));
        if (settings.holder() != null) {
            builder.holder(settings.holder());
        }
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    LockShutdown lockShutdown(ApplicationContext context, LockManager locks) {
        return new LockShutdown(context, locks);
    }
}
