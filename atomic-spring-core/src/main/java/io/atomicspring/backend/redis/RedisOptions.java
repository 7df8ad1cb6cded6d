package io.atomicspring.backend.redis;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Utf8;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RedisBackend} uses its server.
 *
 * @param namespace is part of every key: applications with different namespaces share a server and never meet
 * @param timeout how long a call may take, connection set-up not counted
 * @param tags which entries share a cluster slot
 * @since 0.1
 */
public record RedisOptions(String namespace, Duration timeout, TagPolicy tags) {

    private static final int MAX_NAMESPACE_BYTES = 200;

    public RedisOptions {
        checkNamespace(namespace);
        Limits.checkDuration("timeout", timeout);
        if (tags == null) {
            throw new InvalidInputException("The tag policy is null. Pass PARTITION or NAMESPACE.");
        }
    }

    /** Namespace "default", 2 seconds, a slot for each partition. */
    public static RedisOptions defaults() {
        return new RedisOptions("default", Duration.ofSeconds(2), TagPolicy.PARTITION);
    }

    public RedisOptions withNamespace(String other) {
        return new RedisOptions(other, timeout, tags);
    }

    public RedisOptions withTimeout(Duration other) {
        return new RedisOptions(namespace, other, tags);
    }

    public RedisOptions withTags(TagPolicy other) {
        return new RedisOptions(namespace, timeout, other);
    }

    private static void checkNamespace(@Nullable String namespace) {
        if (namespace == null || namespace.isEmpty()) {
            throw new InvalidInputException("The namespace is " + Limits.quoted(namespace) + ". Pass a name of 1 to "
                    + MAX_NAMESPACE_BYTES + " bytes.");
        }
        Utf8.checkEncodable("The namespace", namespace);
        if (Utf8.length(namespace) > MAX_NAMESPACE_BYTES) {
            throw new InvalidInputException(
                    "The namespace " + Limits.quoted(namespace) + " has more than " + MAX_NAMESPACE_BYTES + " bytes.");
        }
    }
}
