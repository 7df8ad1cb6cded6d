package io.atomicspring.boot.autoconfigure.once;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.mapping.ValueMapperAutoConfiguration;
import io.atomicspring.mapping.ValueMapper;
import io.atomicspring.once.DoOnceManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link DoOnceManager}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {BackendAutoConfiguration.class, ValueMapperAutoConfiguration.class})
@ConditionalOnBean(Backend.class)
@EnableConfigurationProperties(AtomicProperties.class)
public final class DoOnceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DoOnceManager doOnceManager(Backend backend, ValueMapper mapper, AtomicProperties properties) {
        return DoOnceManager.builder(backend)
                .mapper(mapper)
                .lease(properties.once().lease())
                .rememberFor(properties.once().rememberFor())
                .build();
    }
}
