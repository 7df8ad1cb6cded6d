package io.atomicspring.backend.redis;

import io.atomicspring.backend.InvalidInputException;
import io.atomicspring.backend.Limits;
import java.time.Duration;

/**
 * How a {@link RedisBackend} uses its server: {@code options -> options.namespace("shop").timeout(ofSeconds(1))}.
 *
 * @param namespace is part of every key: applications with different namespaces share a server and never meet
 * @param timeout how long a call may take, connection set-up not counted; at most 10 minutes
 * @param tags which entries share a cluster slot
 * @since 0.1
 */
public record RedisOptions(String namespace, Duration timeout, TagPolicy tags) {

    private static final RedisOptions DEFAULTS =
            new RedisOptions(Limits.DEFAULT_NAMESPACE, Limits.DEFAULT_TIMEOUT, TagPolicy.PARTITION);

    /** Checks the values; throws {@link InvalidInputException}. */
    public RedisOptions {
        Limits.checkNamespace(namespace);
        Limits.checkTimeout(timeout);
        Limits.required("tag policy", tags);
    }

    /** Namespace "default", 2 seconds, a slot for each partition. */
    public static RedisOptions defaults() {
        return DEFAULTS;
    }

    public RedisOptions namespace(String name) {
        return new RedisOptions(name, timeout, tags);
    }

    public RedisOptions timeout(Duration duration) {
        return new RedisOptions(namespace, duration, tags);
    }

    public RedisOptions tags(TagPolicy policy) {
        return new RedisOptions(namespace, timeout, policy);
    }
}
