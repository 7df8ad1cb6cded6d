package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.BackendType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the store: the one that {@code atomic.backend} names, else the only one the application has the beans for, else
 * memory with a warning.
 *
 * <p>It fails rather than guesses. Two nodes that choose differently would each hold the same lock, so neither a second
 * candidate nor a database that does not answer right now may decide the choice.
 */
final class BackendSelection {

    private static final Logger log = LoggerFactory.getLogger(BackendSelection.class);

    private static final Map<BackendType, String> DEPENDENCIES = Map.of(
            BackendType.JDBC, "org.springframework.boot:spring-boot-starter-jdbc",
            BackendType.REDIS, "org.springframework.boot:spring-boot-starter-data-redis");

    private final List<BackendCandidate> candidates;

    BackendSelection(List<BackendCandidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    Backend open(@Nullable BackendType chosen) {
        return chosen == null ? openOnly() : openChosen(chosen);
    }

    private Backend openChosen(BackendType chosen) {
        Finding finding = candidates.stream()
                .filter(candidate -> candidate.type() == chosen)
                .findFirst()
                .map(BackendCandidate::find)
                .orElseGet(() -> new Finding.Absent(absence(chosen)));
        if (finding instanceof Finding.Usable usable) {
            return usable.opener().get();
        }
        throw new BackendSelectionException(
                finding instanceof Finding.Absent absent ? absent.problem() : ((Finding.Undecided) finding).problem());
    }

    private static SelectionProblem absence(BackendType chosen) {
        String dependency = DEPENDENCIES.get(chosen);
        return dependency == null
                ? new SelectionProblem.NotInThisVersion(chosen)
                : new SelectionProblem.MissingModule(chosen, dependency);
    }

    private Backend openOnly() {
        List<SelectionProblem.Choice> choices = new ArrayList<>();
        List<Finding.Usable> usable = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (BackendCandidate candidate : candidates) {
            if (candidate.type() == BackendType.MEMORY) {
                continue;
            }
            Finding finding = candidate.find();
            if (finding instanceof Finding.Undecided undecided) {
                throw new BackendSelectionException(undecided.problem());
            }
            if (finding instanceof Finding.Usable found) {
                usable.add(found);
                choices.add(new SelectionProblem.Choice(candidate.type(), found.source()));
            } else if (((Finding.Absent) finding).problem()
                    instanceof SelectionProblem.UnsupportedDatabase unsupported) {
                passedOver.add(unsupported.description());
            }
        }
        if (choices.size() > 1) {
            throw new BackendSelectionException(new SelectionProblem.SeveralBackends(choices));
        }
        return choices.isEmpty()
                ? openMemory(passedOver)
                : usable.get(0).opener().get();
    }

    private Backend openMemory(List<String> passedOver) {
        Backend memory = openChosen(BackendType.MEMORY);
        log.warn(
                "No store was found, so locks, counters and data are kept in memory: they hold inside this JVM only and are"
                        + " gone when it ends. {}Add a RedisConnectionFactory or the DataSource of a supported database, or set"
                        + " 'atomic.backend' to 'memory' if this is what you want.",
                passedOver.isEmpty() ? "" : String.join(" ", passedOver) + " ");
        return memory;
    }
}
