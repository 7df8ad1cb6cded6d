package io.atomicspring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** The conventions of auto-configurations, kept by reading the classes. */
class AutoConfigurationRulesTests {

    @Test
    void everyAutoConfigurationIsRegistered() throws Exception {
        List<String> ours =
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates().stream()
                        .filter(name -> name.startsWith("io.atomicspring."))
                        .toList();
        assertThat(classes().stream().filter(type -> type.isAnnotationPresent(AutoConfiguration.class)))
                .isNotEmpty()
                .extracting(Class::getName)
                .containsExactlyInAnyOrderElementsOf(ours);
    }

    @Test
    void everyFailureAnalyzerIsRegistered() throws Exception {
        List<String> registered = SpringFactoriesLoader.forDefaultResourceLocation(
                        getClass().getClassLoader())
                .load(FailureAnalyzer.class, (type, name, failure) -> {})
                .stream()
                .map(analyzer -> analyzer.getClass().getName())
                .toList();
        assertThat(classes().stream()
                        .filter(FailureAnalyzer.class::isAssignableFrom)
                        .map(Class::getName))
                .isNotEmpty()
                .isSubsetOf(registered);
    }

    @Test
    void anAutoConfigurationIsPublicAndFinalAndItsBeanMethodsAreNeither() throws Exception {
        for (Class<?> type : classes()) {
            if (type.isAnnotationPresent(AutoConfiguration.class)) {
                assertThat(Modifier.isPublic(type.getModifiers()))
                        .as("%s is public", type)
                        .isTrue();
                assertThat(Modifier.isFinal(type.getModifiers()))
                        .as("%s is final", type)
                        .isTrue();
            }
        }
        for (Method method : beanMethods()) {
            assertThat(method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE))
                    .as("%s is package-private", method)
                    .isZero();
        }
    }

    @Test
    void everyBeanBacksOffAndNoneLooksForClassesFromItsOwnMethod() throws Exception {
        assertThat(beanMethods()).isNotEmpty().allSatisfy(method -> {
            assertThat(method.isAnnotationPresent(ConditionalOnMissingBean.class))
                    .as("%s backs off", method)
                    .isTrue();
            assertThat(method.isAnnotationPresent(ConditionalOnClass.class))
                    .as("%s", method)
                    .isFalse();
        });
    }

    private static List<Method> beanMethods() throws Exception {
        return classes().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Bean.class))
                .toList();
    }

    /** All classes of this module, without those of its tests. */
    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        ClassLoader loader = AutoConfigurationRulesTests.class.getClassLoader();
        String main = AtomicProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        MetadataReaderFactory readers = new SimpleMetadataReaderFactory(loader);
        List<Class<?>> classes = new ArrayList<>();
        for (Resource resource : new PathMatchingResourcePatternResolver(loader)
                .getResources("classpath*:io/atomicspring/boot/**/*.class")) {
            if (resource.getURL().toString().contains(main)) {
                classes.add(ClassUtils.forName(
                        readers.getMetadataReader(resource).getClassMetadata().getClassName(), loader));
            }
        }
        assertThat(classes).isNotEmpty();
        return classes;
    }
}
