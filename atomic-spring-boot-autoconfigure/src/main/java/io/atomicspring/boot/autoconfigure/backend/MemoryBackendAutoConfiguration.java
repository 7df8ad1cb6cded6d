package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the memory backend: chosen by {@code atomic.backend=memory}, or when there is no store.
 *
 * @since 0.1
 */
@AutoConfiguration(before = BackendAutoConfiguration.class)
@ConditionalOnMissingBean(Backend.class)
public final class MemoryBackendAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MemoryBackendCandidate memoryBackendCandidate() {
        return new MemoryBackendCandidate();
    }
}
