package io.atomicspring.boot.autoconfigure.store;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import io.atomicspring.boot.autoconfigure.PropertyValue;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.mapping.ValueMapperAutoConfiguration;
import io.atomicspring.mapping.ValueMapper;
import io.atomicspring.store.AtomicStore;
import io.atomicspring.store.AtomicStores;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link AtomicStores}, and of an {@link AtomicStore} on the space {@code atomic.store.space}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {BackendAutoConfiguration.class, ValueMapperAutoConfiguration.class})
@ConditionalOnBean(Backend.class)
@EnableConfigurationProperties(AtomicProperties.class)
public final class StoreAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AtomicStores atomicStores(Backend backend, ValueMapper mapper) {
        return AtomicStores.on(backend, mapper);
    }

    @Bean
    @ConditionalOnMissingBean
    AtomicStore atomicStore(AtomicStores stores, AtomicProperties properties) {
        return PropertyValue.give("atomic.store.space", properties.store().space(), stores::space);
    }
}
