package io.atomicspring.boot.autoconfigure;

import java.util.Objects;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Asks the registered analyzers in the order in which Boot asks them, so that a missing registration turns a test red. */
public final class FailureAnalyses {

    private FailureAnalyses() {}

    public static FailureAnalysis of(Throwable failure) {
        Objects.requireNonNull(failure, "The application started");
        SpringFactoriesLoader.ArgumentResolver none = SpringFactoriesLoader.ArgumentResolver.none();
        return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalyses.class.getClassLoader())
                .load(
                        FailureAnalyzer.class,
                        none,
                        SpringFactoriesLoader.FailureHandler.logging(
                                org.apache.commons.logging.LogFactory.getLog(FailureAnalyses.class)))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No analyzer knows this failure", failure));
    }
}
