package io.atomicspring.commit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.CommitOutcome;
import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Outcome;
import io.atomicspring.backend.OutcomeUnknownException;
import io.atomicspring.backend.Write;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Commits parts: all of them at one moment, or none.
 *
 * @since 0.1
 */
public final class Commits {

    private Commits() {}

    /**
     * Applies all writes of all parts in one request to their backend.
     *
     * @return what was written, or why nothing was
     * @throws InvalidInputException before any I/O, for no parts, parts of different backends, parts of another
     *     commit that took or may take effect, and what {@link Backend#applyAll} refuses
     * @throws io.atomicspring.backend.BackendUnavailableException nothing was written
     * @throws OutcomeUnknownException the commit was sent and no answer came; it took effect as a whole or not at all, and
     *     may be sent again with the same parts in the same order
     */
    public static CommitResult tryCommit(List<CommitPart> parts) {
        Backend backend = backendOf(parts);
        CommitOutcome outcome = send(backend, List.copyOf(parts));
        return outcome instanceof CommitOutcome.Applied applied
                ? committed(parts, applied)
                : refused(parts, (CommitOutcome.Refused) outcome);
    }

    private static CommitOutcome send(Backend backend, List<CommitPart> parts) {
        List<Write> writes =
                parts.stream().flatMap(part -> part.writes().stream()).toList();
        Sending sending = Sending.of(parts);
        try {
            CommitOutcome outcome = backend.applyAll(writes);
            if (outcome instanceof CommitOutcome.Applied) {
                sending.applied();
            } else {
                sending.notApplied();
            }
            return outcome;
        } catch (InvalidInputException | BackendUnavailableException | BackendSetupException e) {
            sending.notApplied();
            throw e;
        } catch (Throwable e) {
            sending.unknown();
            throw e;
        }
    }

    private static Backend backendOf(List<CommitPart> parts) {
        if (parts.isEmpty()) {
            throw new InvalidInputException("The commit is empty. Add at least one write or part.");
        }
        CommitPart first = parts.get(0);
        for (CommitPart part : parts) {
            if (!part.backend().equals(first.backend())) {
                throw new InvalidInputException(
                        "One commit cannot span two backends: " + first.description() + " lives on '"
                                + first.backend().traits().name() + "', " + part.description() + " on '"
                                + part.backend().traits().name() + "'. Use services of one backend.");
            }
        }
        return first.backend();
    }

    private static CommitResult.Committed committed(List<CommitPart> parts, CommitOutcome.Applied applied) {
        IdentityHashMap<CommitPart, List<Outcome.Applied>> outcomes = new IdentityHashMap<>();
        int from = 0;
        for (CommitPart part : parts) {
            int to = from + part.writes().size();
            outcomes.put(part, applied.outcomes().subList(from, to));
            from = to;
        }
        return new CommitResult.Committed(outcomes);
    }

    private static CommitResult.Refused refused(List<CommitPart> parts, CommitOutcome.Refused outcome) {
        List<PartRefusal> refusals = new ArrayList<>();
        int index = 0;
        for (CommitPart part : parts) {
            for (Write write : part.writes()) {
                Outcome.Refused refused = outcome.refusals().get(index++);
                if (refused != null) {
                    refusals.add(new PartRefusal(
                            part.description(),
                            write.key(),
                            refused.reason(),
                            refused.entry(),
                            part.refusal(write, refused)));
                }
            }
        }
        return new CommitResult.Refused(new CommitRefusedException(refusals));
    }
}
