package io.atomicspring.boot.autoconfigure.health;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.backend.BackendAutoConfiguration;
import io.atomicspring.time.TimeSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of the health contributor {@code atomic}; off with {@code management.health.atomic.enabled=false}.
 *
 * @since 0.1
 */
@AutoConfiguration(after = BackendAutoConfiguration.class)
@ConditionalOnBean(Backend.class)
public final class AtomicHealthAutoConfiguration {

    /** Apart, because its annotation and signature name classes of the health module, which may be missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
    static class HealthModulePresent {

        @Bean
        @ConditionalOnEnabledHealthIndicator("atomic")
        @ConditionalOnMissingBean(name = "atomicHealthIndicator")
        HealthIndicator atomicHealthIndicator(Backend backend, ObjectProvider<StoreWarning> warnings) {
            return new AtomicHealthIndicator(backend, warnings.orderedStream().toList(), TimeSource.system());
        }
    }

    /** Apart, because the Redis backend needs its driver's classes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ConditionalOnEnabledHealthIndicator.class, RedisConnectionFactory.class})
    static class RedisPresent {

        @Bean
        @ConditionalOnMissingBean
        RedisEvictionWarning redisEvictionWarning() {
            return new RedisEvictionWarning();
        }
    }
}
