package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.BackendSetupException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A store that was found but cannot be used as it is set up: too old, read-only, corrupt, without its tables. */
final class BackendSetupFailureAnalyzer extends AbstractFailureAnalyzer<BackendSetupException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BackendSetupException cause) {
        return new FailureAnalysis(
                "The store cannot be used as it is set up. " + cause.getMessage(),
                "Correct the store as described, or choose another one with 'atomic.backend'.",
                cause);
    }
}
