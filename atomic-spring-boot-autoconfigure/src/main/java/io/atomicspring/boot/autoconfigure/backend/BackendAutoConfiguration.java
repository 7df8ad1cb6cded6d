package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link Backend}, chosen among what the slices of this package offer.
 *
 * <p>An application that defines a {@code Backend} of its own turns all of them off.
 *
 * @since 0.1
 */
@AutoConfiguration
@EnableConfigurationProperties(AtomicProperties.class)
public final class BackendAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Backend atomicBackend(AtomicProperties properties, ObjectProvider<BackendCandidate> candidates) {
        return new BackendSelection(candidates.orderedStream().toList()).open(properties.backend());
    }
}
