package io.atomicspring.boot.autoconfigure.layer;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.boot.autoconfigure.mapping.ValueMapperAutoConfiguration;
import io.atomicspring.layer.LayerService;
import io.atomicspring.mapping.ValueMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link LayerService}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {BackendAutoConfiguration.class, ValueMapperAutoConfiguration.class})
@ConditionalOnBean(Backend.class)
public final class LayerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LayerService layerService(Backend backend, ValueMapper mapper) {
        return LayerService.on(backend, mapper);
    }
}
