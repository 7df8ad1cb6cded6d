package io.atomicspring.boot.autoconfigure.mapping;

import io.atomicspring.mapping.ValueMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * Auto-configuration of the {@link ValueMapper}: with the modules and settings of the application's only or primary
 * {@code JsonMapper}, else the standard one.
 *
 * @since 0.1
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
public final class ValueMapperAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ValueMapper atomicValueMapper(ObjectProvider<JsonMapper> json) {
        JsonMapper mapper = json.getIfUnique();
        return mapper == null ? ValueMapper.standard() : ValueMapper.with(mapper);
    }
}
