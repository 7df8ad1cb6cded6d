package io.atomicspring.commit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.ConcurrencyFailureException;

/**
 * A commit was refused as a whole: nothing of it was written. {@link #refusals()} names every part that stood in the way.
 *
 * @since 0.1
 */
public final class CommitRefusedException extends ConcurrencyFailureException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // facts for the catcher in this JVM
    private final List<PartRefusal> refusals;

    public CommitRefusedException(List<PartRefusal> refusals) {
        super(message(refusals), refusals.get(0).failure());
        this.refusals = List.copyOf(refusals);
        refusals.stream().skip(1).forEach(refusal -> addSuppressed(refusal.failure()));
    }

    public List<PartRefusal> refusals() {
        return refusals;
    }

    /** The first refusal that means the given failure to its service, such as a lost lease. */
    public <E extends ConcurrencyFailureException> Optional<E> because(Class<E> failure) {
        return refusals.stream()
                .map(PartRefusal::failure)
                .filter(failure::isInstance)
                .map(failure::cast)
                .findFirst();
    }

    private static String message(List<PartRefusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.failure().getMessage())
                .distinct()
                .collect(Collectors.joining(" ", "The commit was refused and nothing was written. ", ""));
    }
}
