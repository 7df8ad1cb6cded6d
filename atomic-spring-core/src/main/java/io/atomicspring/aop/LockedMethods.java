package io.atomicspring.aop;

import io.atomicspring.annotation.WithLock;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.StringValueResolver;

/**
 * Finds the methods with {@link WithLock}. All of a class are read and checked when the class is first looked at, which is when
 * its bean is created; Spring itself stops looking at the first method that matches.
 */
final class LockedMethods extends StaticMethodMatcherPointcut {

    private final ConcurrentMap<Class<?>, Map<Method, LockedMethod>> byClass = new ConcurrentReferenceHashMap<>();
    private StringValueResolver placeholders = text -> text;

    LockedMethods() {
        setClassFilter(type -> !of(type).isEmpty());
    }

    void resolvingWith(StringValueResolver resolver) {
        placeholders = resolver;
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return find(method, targetClass) != null;
    }

    @Nullable
    LockedMethod find(Method method, Class<?> targetClass) {
        return of(targetClass).get(AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(targetClass)));
    }

    private Map<Method, LockedMethod> of(Class<?> targetClass) {
        return byClass.computeIfAbsent(ClassUtils.getUserClass(targetClass), this::read);
    }

    private Map<Method, LockedMethod> read(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, WithLock.class)) {
            return Map.of();
        }
        MethodIntrospector.MetadataLookup<@Nullable WithLock> annotation =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, WithLock.class);
        Map<Method, LockedMethod> locked = new LinkedHashMap<>();
        MethodIntrospector.selectMethods(type, annotation)
                .forEach((method, withLock) ->
                        locked.put(method, LockedMethod.of(type, method, withLock, placeholders)));
        return Map.copyOf(locked);
    }
}
