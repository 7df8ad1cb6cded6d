package io.atomicspring.boot.autoconfigure.lock;

import io.atomicspring.annotation.WithLock;
import java.lang.reflect.Modifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** A final class with {@code @WithLock} methods, which Spring cannot make a proxy of. */
final class UnproxyableLockFailureAnalyzer extends AbstractFailureAnalyzer<AopConfigException> {

    private static final Pattern CLASS = Pattern.compile("CGLIB subclass of class ([^:\\s]+)");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, AopConfigException cause) {
        Matcher message = CLASS.matcher(String.valueOf(cause.getMessage()));
        Class<?> type = message.find() ? load(message.group(1)) : null;
        if (type == null || !Modifier.isFinal(type.getModifiers()) || !hasLockedMethod(type)) {
            return null;
        }
        return new FailureAnalysis(
                "The class " + type.getName()
                        + " has @WithLock methods but is final, so Spring cannot put a proxy around it that takes the lock.",
                "Make the class non-final (in Kotlin: open, or use the kotlin-spring compiler plugin), or call"
                        + " LockManager.withLock in the method instead.",
                cause);
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return ClassUtils.forName(name, ClassUtils.getDefaultClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static boolean hasLockedMethod(Class<?> type) {
        MethodIntrospector.MetadataLookup<@Nullable Boolean> locked =
                method -> AnnotatedElementUtils.hasAnnotation(method, WithLock.class) ? Boolean.TRUE : null;
        return !MethodIntrospector.selectMethods(type, locked).isEmpty();
    }
}
