package io.atomicspring.commit;

import io.atomicspring.backend.InvalidInputException;
import java.util.List;

/**
 * The sending of one list of parts. While it is on its way, after it took effect, and when that is not known, its parts belong
 * to it.
 */
final class Sending {

    private enum State {
        ON_ITS_WAY("is being sent in a commit right now. Make a part for each commit."),
        UNKNOWN(
                "was sent in a commit whose outcome is not known, with other parts. Send the same parts again, in the same"
                        + " order, or make a new part once it is known."),
        APPLIED("was in a commit that took effect already. Make a new part for each commit.");

        private final String fact;

        State(String fact) {
            this.fact = fact;
        }
    }

    private final List<CommitPart> parts;
    private final boolean again;
    private State state = State.ON_ITS_WAY;

    private Sending(List<CommitPart> parts, boolean again) {
        this.parts = parts;
        this.again = again;
    }

    /** Takes the parts for a commit that is about to be sent. */
    static Sending of(List<CommitPart> parts) {
        Sending earlier = parts.get(0).sending().get();
        boolean again = earlier != null && earlier.isOf(parts) && earlier.mayBeSentAgain();
        Sending sending = new Sending(parts, again);
        for (CommitPart part : parts) {
            if (!part.sending().compareAndSet(again ? earlier : null, sending)) {
                Sending other = part.sending().get();
                if (other != sending) {
                    sending.free();
                    throw new InvalidInputException("The " + part.description() + " "
                            + (other == null ? State.ON_ITS_WAY : other.state()).fact);
                }
            }
        }
        return sending;
    }

    private boolean isOf(List<CommitPart> others) {
        if (parts.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Once only, so that of two threads one sends it. */
    private synchronized boolean mayBeSentAgain() {
        if (state != State.UNKNOWN) {
            return false;
        }
        state = State.ON_ITS_WAY;
        return true;
    }

    private synchronized State state() {
        return state;
    }

    /** It took effect. */
    synchronized void applied() {
        state = State.APPLIED;
    }

    /** It was sent and no answer came. */
    synchronized void unknown() {
        state = State.UNKNOWN;
    }

    /** This sending did not take effect; of an earlier one that is still not known. */
    void notApplied() {
        if (again) {
            unknown();
        } else {
            free();
        }
    }

    private void free() {
        parts.forEach(part -> part.sending().compareAndSet(this, null));
    }
}
