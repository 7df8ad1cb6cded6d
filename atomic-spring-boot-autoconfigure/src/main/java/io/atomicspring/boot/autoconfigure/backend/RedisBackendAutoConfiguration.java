package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.redis.RedisBackend;
import io.atomicspring.backend.redis.RedisOptions;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import io.atomicspring.boot.autoconfigure.PropertyValue;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of the Redis backend on the application's {@code RedisConnectionFactory}; present with Spring Data Redis.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
        before = BackendAutoConfiguration.class)
@ConditionalOnClass(RedisConnectionFactory.class)
@ConditionalOnMissingBean(Backend.class)
@EnableConfigurationProperties(AtomicProperties.class)
public final class RedisBackendAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RedisBackendCandidate redisBackendCandidate(
            AutowireCapableBeanFactory beans, AtomicProperties properties, Environment environment) {
        return new RedisBackendCandidate(
                new ConnectionBeans<>(beans, RedisConnectionFactory.class, "atomic.redis.connection-factory"),
                properties.redis().connectionFactory(),
                factory -> RedisBackend.on(
                        factory, options -> set(options, properties, Namespace.of(properties, environment))));
    }

    private static RedisOptions set(RedisOptions given, AtomicProperties properties, Namespace namespace) {
        RedisOptions options = PropertyValue.give(namespace.property(), namespace.value(), given::namespace);
        options = PropertyValue.give("atomic.timeout", properties.timeout(), options::timeout);
        return options.tags(properties.redis().tags());
    }
}
