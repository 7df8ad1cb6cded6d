package io.atomicspring.boot.autoconfigure.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.boot.autoconfigure.BackendType;
import io.atomicspring.boot.autoconfigure.FailureAnalyses;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Each failure as it arrives at start-up: inside the container's own. */
class BackendFailureAnalyzerTests {

    @Test
    void aStoreThatIsSetUpWrongly() {
        FailureAnalysis analysis =
                analyze(new BackendSetupException("The file '/data/shop.db' is read-only. Make it writable.", null));
        assertThat(analysis.getDescription())
                .isEqualTo(
                        "The store cannot be used as it is set up. The file '/data/shop.db' is read-only. Make it writable.");
        assertThat(analysis.getAction())
                .isEqualTo("Correct the store as described, or choose another one with 'atomic.backend'.");
    }

    @Test
    void aStoreThatIsNotReachable() {
        FailureAnalysis analysis =
                analyze(new BackendUnavailableException("The database is locked by another process for 2 s.", null));
        assertThat(analysis.getDescription())
                .isEqualTo(
                        "The store could not be reached while the application started. The database is locked by another"
                                + " process for 2 s.");
        assertThat(analysis.getAction()).isEqualTo("Make the store reachable and start again. Nothing was written.");
    }

    @Test
    void aChoiceThatCannotBeMade() {
        SelectionProblem problem = new SelectionProblem.NotInThisVersion(BackendType.FILE);
        FailureAnalysis analysis = analyze(new BackendSelectionException(problem));
        assertThat(analysis.getDescription()).isEqualTo(problem.description());
        assertThat(analysis.getAction()).isEqualTo(problem.action());
    }

    private static FailureAnalysis analyze(RuntimeException failure) {
        return FailureAnalyses.of(new BeanCreationException("atomicBackend", "failed", failure));
    }
}
