package io.atomicspring.boot.autoconfigure.backend;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link SelectionProblem} as description and action. */
final class BackendSelectionFailureAnalyzer extends AbstractFailureAnalyzer<BackendSelectionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BackendSelectionException cause) {
        SelectionProblem problem = cause.problem();
        return problem == null ? null : new FailureAnalysis(problem.description(), problem.action(), cause);
    }
}
