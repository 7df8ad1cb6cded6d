package io.atomicspring.boot.autoconfigure;

import io.atomicspring.backend.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Input that can never work, met while the application starts: a wrong {@code @WithLock}, or a space, key or duration in a bean
 * of the application. The exception's own message says where it is.
 */
final class InvalidInputFailureAnalyzer extends AbstractFailureAnalyzer<InvalidInputException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidInputException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct what the description names. Nothing was read or written because of it.",
                cause);
    }
}
