package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.jdbc.JdbcBackend;
import io.atomicspring.backend.jdbc.JdbcOptions;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import io.atomicspring.boot.autoconfigure.PropertyValue;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Auto-configuration of the JDBC backend on the application's {@code DataSource}; present with spring-boot-jdbc.
 *
 * @since 0.1
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, before = BackendAutoConfiguration.class)
@ConditionalOnClass({DataSource.class, JdbcUtils.class, DatabaseDriver.class})
@ConditionalOnMissingBean(Backend.class)
@EnableConfigurationProperties(AtomicProperties.class)
public final class JdbcBackendAutoConfiguration {

    /** After scripts and migrations have run, because the backend looks for its tables when it is opened. */
    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    JdbcBackendCandidate jdbcBackendCandidate(
            AutowireCapableBeanFactory beans, AtomicProperties properties, Environment environment) {
        return new JdbcBackendCandidate(
                new ConnectionBeans<>(beans, DataSource.class, "atomic.jdbc.data-source"),
                properties.jdbc().dataSource(),
                dataSource -> JdbcBackend.on(
                        dataSource, options -> set(options, properties, Namespace.of(properties, environment))));
    }

    private static JdbcOptions set(JdbcOptions given, AtomicProperties properties, Namespace namespace) {
        JdbcOptions options = PropertyValue.give(namespace.property(), namespace.value(), given::namespace);
        options = PropertyValue.give("atomic.timeout", properties.timeout(), options::timeout);
        options =
                PropertyValue.give("atomic.jdbc.table-prefix", properties.jdbc().tablePrefix(), options::tablePrefix);
        return options.initialize(properties.jdbc().initializeSchema());
    }
}
