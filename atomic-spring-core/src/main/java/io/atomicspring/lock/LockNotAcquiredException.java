package io.atomicspring.lock;

import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Outcome;
import io.atomicspring.time.Spans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

/**
 * A lock was busy for as long as the caller wanted to wait, or the wait was interrupted (the cause is then the {@link
 * InterruptedException}, and the thread's interrupt flag is set). Nothing is held; if an interrupt kept an answer of the store
 * from the caller, the lock is given back in the background.
 *
 * <p>An expected answer under load, so it carries no stack trace.
 *
 * @since 0.1
 */
public class LockNotAcquiredException extends CannotAcquireLockException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // facts for the catcher in this JVM
    private final @Nullable LockInfo info;

    private LockNotAcquiredException(String message, @Nullable LockInfo info, @Nullable Throwable cause) {
        super(message);
        this.info = info;
        if (cause != null) {
            initCause(cause);
        }
    }

    static LockNotAcquiredException timedOut(Acquisition acquisition, Map<Key, Outcome.Refused> inTheWay) {
        LockInfo info = holderOf(inTheWay);
        String waited = Spans.text(acquisition.options().waitFor());
        return new LockNotAcquiredException(
                (info == null ? Wording.locks(acquisition.keys()) + " could not be acquired" : Wording.held(info))
                        + ", and the wait of " + waited + " is over. Wait longer (waitFor) or try again later"
                        + (info != null && info.holder().equals(acquisition.holder())
                                ? "; if this thread holds it, use the lease it has: locks are not reentrant."
                                : "."),
                info,
                null);
    }

    static LockNotAcquiredException interrupted(List<Key> keys, InterruptedException cause) {
        return new LockNotAcquiredException(
                "The wait for " + Wording.locks(keys)
                        + " was interrupted; nothing is held. Let the thread end, or clear its"
                        + " interrupt flag before it tries again.",
                null,
                cause);
    }

    private static @Nullable LockInfo holderOf(Map<Key, Outcome.Refused> inTheWay) {
        for (Outcome.Refused refused : inTheWay.values()) {
            Entry entry = refused.entry();
            if (entry != null) {
                return LockInfo.of(entry, refused.at());
            }
        }
        return null;
    }

    /** Who held the lock when the store was last asked, or one of the locks if several were wanted. */
    public Optional<LockInfo> holder() {
        return Optional.ofNullable(info);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
