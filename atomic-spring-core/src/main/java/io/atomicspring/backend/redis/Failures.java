package io.atomicspring.backend.redis;

import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.BackendUnavailableException;
import io.atomicspring.backend.OutcomeUnknownException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Turns what went wrong with a call into what the caller must know: nothing was written, it may have been, or a person must act. */
final class Failures {

    /**
     * Errors by which a server refuses a script as a whole. The ones about writing come from the script's first write, before
     * it had any effect: every check of ours comes earlier, and after the first write Redis does not refuse later ones.
     */
    private static final Set<String> REFUSED = Set.of(
            "BUSY",
            "LOADING",
            "READONLY",
            "OOM",
            "MISCONF",
            "NOREPLICAS",
            "CLUSTERDOWN",
            "MASTERDOWN",
            "TRYAGAIN",
            "MOVED",
            "ASK",
            "NOSCRIPT");

    private static final Set<String> SET_UP = Set.of("NOAUTH", "WRONGPASS", "NOPERM", "CROSSSLOT", "WRONGTYPE");

    private final Duration timeout;

    Failures(Duration timeout) {
        this.timeout = timeout;
    }

    /** Nothing of the call reached the server. */
    DataAccessException notSent(@Nullable Throwable cause) {
        if (isInterrupt(cause)) {
            return new BackendUnavailableException(
                    "Redis was not asked, nothing was written: the calling thread was interrupted. Ask again if that is still wanted.",
                    cause);
        }
        return new BackendUnavailableException(
                "Redis was not asked, nothing was written: there was no connection" + told(cause)
                        + ". Try again when Redis can be reached.",
                cause);
    }

    /** The deadline passed before the connection took the call. */
    DataAccessException notSentInTime() {
        return new BackendUnavailableException(
                "Redis was not asked within " + shown(timeout)
                        + ", nothing was written: the connection is down or cannot keep up. Try again, or allow more time (timeout).",
                null);
    }

    /** The call was sent, and its reply did not come. */
    DataAccessException noReply(boolean write, @Nullable Throwable cause) {
        String fact = unanswered(cause);
        return write
                ? new OutcomeUnknownException(
                        fact
                                + "; the write may have happened and was not sent again. Read the entry, or send the same write again.",
                        cause)
                : new BackendUnavailableException(fact + "; it was only asked to read. Try again.", cause);
    }

    private String unanswered(@Nullable Throwable cause) {
        if (isInterrupt(cause)) {
            return "The calling thread was interrupted before Redis answered";
        }
        return cause == null ? "Redis did not answer within " + shown(timeout) : "Redis did not answer" + told(cause);
    }

    /** The thread's own, or Lettuce's, which Spring may have wrapped. */
    private static boolean isInterrupt(@Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof InterruptedException || at instanceof RedisCommandInterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** The server answered with an error. */
    DataAccessException answered(RedisCommandExecutionException error, boolean write) {
        String message = String.valueOf(error.getMessage());
        String code = code(message);
        if (REFUSED.contains(code) || message.contains("SCRIPT KILL")) {
            return new BackendUnavailableException(
                    "Redis cannot serve now and wrote nothing: '" + message + "'. Try again, or look at the server.",
                    error);
        }
        if (SET_UP.contains(code) || message.toLowerCase(Locale.ROOT).contains("unknown command")) {
            return new BackendSetupException("Redis refused a script: '" + message + "'. " + advice(code), error);
        }
        return noReply(write, error);
    }

    private static String advice(String code) {
        return switch (code) {
            case "CROSSSLOT" -> "This is a cluster: configure the connection as one (spring.data.redis.cluster.nodes).";
            case "WRONGTYPE" -> "Something else writes keys of our namespace; choose another namespace.";
            default -> "Allow this user EVAL, EVALSHA, INFO, SCAN and the commands of hashes, sorted sets and expiry.";
        };
    }

    static boolean isUnknownScript(@Nullable Throwable error) {
        return error instanceof RedisCommandExecutionException
                && "NOSCRIPT".equals(code(String.valueOf(error.getMessage())));
    }

    private static String code(String message) {
        int blank = message.indexOf(' ');
        return blank < 0 ? message : message.substring(0, blank);
    }

    private static String told(@Nullable Throwable cause) {
        return cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    }

    private static String shown(Duration timeout) {
        return timeout.toMillis() + " ms";
    }
}
