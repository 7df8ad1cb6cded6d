package io.atomicspring.boot.autoconfigure.backend;

import org.jspecify.annotations.Nullable;

/** No backend could be chosen. The application does not start, as any guess could split its data. */
final class BackendSelectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SelectionProblem problem;

    BackendSelectionException(SelectionProblem problem) {
        super(problem.description() + " " + problem.action());
        this.problem = problem;
    }

    @Nullable
    SelectionProblem problem() {
        return problem;
    }
}
