package io.atomicspring.boot.autoconfigure.counter;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.counter.CounterService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link CounterService}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = BackendAutoConfiguration.class)
@ConditionalOnBean(Backend.class)
public final class CounterAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CounterService counterService(Backend backend) {
        return CounterService.on(backend);
    }
}
