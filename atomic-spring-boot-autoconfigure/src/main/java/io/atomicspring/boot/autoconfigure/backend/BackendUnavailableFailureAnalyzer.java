package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.BackendUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A store that could not be asked while the application started. */
final class BackendUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<BackendUnavailableException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BackendUnavailableException cause) {
        return new FailureAnalysis(
                "The store could not be reached while the application started. " + cause.getMessage(),
                "Make the store reachable and start again. Nothing was written.",
                cause);
    }
}
