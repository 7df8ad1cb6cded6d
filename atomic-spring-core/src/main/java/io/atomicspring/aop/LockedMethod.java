package io.atomicspring.aop;

import io.atomicspring.annotation.WithLock;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.lock.LockOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

/** A method with {@link WithLock}, checked: how to get its key and its options. */
final class LockedMethod {

    /** Spring would read it as milliseconds, which is rarely what was meant. */
    private static final Pattern NO_UNIT = Pattern.compile("[+-]?\\d+");

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final Method method;
    private final String where;
    private final KeyExpression key;
    private final UnaryOperator<LockOptions> options;

    private LockedMethod(Method method, String where, KeyExpression key, UnaryOperator<LockOptions> options) {
        this.method = method;
        this.where = where;
        this.key = key;
        this.options = options;
    }

    /** Reads the annotation; throws {@link InvalidInputException} for whatever cannot work. */
    static LockedMethod of(Class<?> type, Method method, WithLock withLock, StringValueResolver placeholders) {
        String where = "@WithLock on " + type.getName() + "." + method.getName();
        checkKind(where, method);
        KeyExpression key =
                KeyExpression.parse(where, resolved(placeholders, withLock.key()), NAMES.getParameterNames(method));
        Duration lease = duration(where, "lease", resolved(placeholders, withLock.lease()));
        Duration waitFor = duration(where, "waitFor", resolved(placeholders, withLock.waitFor()));
        UnaryOperator<LockOptions> options = given -> {
            LockOptions withLease = lease == null ? given : given.leaseFor(lease);
            return waitFor == null ? withLease : withLease.waitFor(waitFor);
        };
        checkOptions(where, options);
        return new LockedMethod(method, where, key, options);
    }

    UnaryOperator<LockOptions> options() {
        return options;
    }

    /** The key of the lock for a call. */
    String keyFor(Object[] arguments) {
        Object value;
        try {
            value = key.evaluate(new MethodBasedEvaluationContext(null, method, arguments, NAMES));
        } catch (EvaluationException e) {
            throw new InvalidInputException(
                    where + ": the key '" + key + "' cannot be evaluated: " + e.getMessage()
                            + ". Correct the expression or the arguments.",
                    e);
        }
        if (value instanceof Collection || value instanceof Object[]) {
            throw new InvalidInputException(
                    where + ": the key '" + key + "' is a collection. A method is run under one lock;"
                            + " use LockManager.acquireAll for several.");
        }
        if (value == null || value.toString().isBlank()) {
            throw new InvalidInputException(where + ": the key '" + key + "' is " + (value == null ? "null" : "blank")
                    + " for this call. A lock needs a key.");
        }
        return value.toString();
    }

    private static void checkKind(String where, Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            throw new InvalidInputException(
                    where + ": the method is " + Modifier.toString(modifiers)
                            + ", and a Spring proxy does not see calls of private, static or final methods. Make it an ordinary method.");
        }
        Class<?> result = method.getReturnType();
        if (KotlinDetector.isSuspendingFunction(method) || endsLater(result)) {
            throw new InvalidInputException(where + ": the method returns " + result.getName()
                    + " and may go on after it has returned, when the lock is released. Return the result itself, or use"
                    + " LockManager and release the lease when the work is over.");
        }
    }

    private static boolean endsLater(Class<?> result) {
        return Future.class.isAssignableFrom(result)
                || CompletionStage.class.isAssignableFrom(result)
                || Flow.Publisher.class.isAssignableFrom(result)
                || isReactive(result);
    }

    /** By name, as Reactive Streams need not be on the class path. */
    private static boolean isReactive(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals("org.reactivestreams.Publisher")
                        || isReactive(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(LockedMethod::isReactive));
    }

    private static String resolved(StringValueResolver placeholders, String text) {
        String resolved = placeholders.resolveStringValue(text);
        return resolved == null ? "" : resolved;
    }

    private static @Nullable Duration duration(String where, String attribute, String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (NO_UNIT.matcher(text.strip()).matches()) {
            throw new InvalidInputException(
                    where + ": " + attribute + " = \"" + text + "\" has no unit. Write it as 30s, 500ms or PT30S.");
        }
        try {
            return DurationFormatterUtils.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    where + ": " + attribute + " = \"" + text + "\" is no duration. Write it as 30s, 500ms or PT30S.",
                    e);
        }
    }

    private static void checkOptions(String where, UnaryOperator<LockOptions> options) {
        try {
            LockOptions unused = options.apply(LockOptions.defaults());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(where + ": " + e.getMessage(), e);
        }
    }
}
