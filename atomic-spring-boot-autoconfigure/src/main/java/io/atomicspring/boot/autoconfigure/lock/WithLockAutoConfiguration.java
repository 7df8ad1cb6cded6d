package io.atomicspring.boot.autoconfigure.lock;

import io.atomicspring.aop.WithLockAdvisor;
import io.atomicspring.lock.LockManager;
import org.aopalliance.aop.Advice;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of {@code @WithLock}: its advice, and an auto-proxy creator if there is none.
 *
 * @since 0.1
 */
@AutoConfiguration(after = {LockAutoConfiguration.class, AopAutoConfiguration.class})
@ConditionalOnClass(Advice.class)
@ConditionalOnBean(LockManager.class)
@Import(WithLockAutoConfiguration.AutoProxyCreator.class)
public final class WithLockAutoConfiguration {

    /** The manager is asked for at the first call, or the store would be opened before beans can be post-processed. */
    @Bean
    @ConditionalOnMissingBean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WithLockAdvisor withLockAdvisor(ObjectProvider<LockManager> locks) {
        return WithLockAdvisor.with(SingletonSupplier.of(locks::getObject));
    }

    /** Without it, {@code spring.aop.auto=false} would leave the annotation without effect, and nobody would be told. */
    static final class AutoProxyCreator implements ImportBeanDefinitionRegistrar {

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
        }
    }
}
