package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Backend;
import io.atomicspring.boot.autoconfigure.BackendType;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The application's RedisConnectionFactory. Whether its server answers is not asked: a Redis that is down is still the choice. */
final class RedisBackendCandidate implements BackendCandidate {

    private final ConnectionBeans<RedisConnectionFactory> connectionFactories;
    private final @Nullable String named;
    private final Function<RedisConnectionFactory, Backend> opener;

    RedisBackendCandidate(
            ConnectionBeans<RedisConnectionFactory> connectionFactories,
            @Nullable String named,
            Function<RedisConnectionFactory, Backend> opener) {
        this.connectionFactories = connectionFactories;
        this.named = named;
        this.opener = opener;
    }

    @Override
    public BackendType type() {
        return BackendType.REDIS;
    }

    @Override
    public Finding find() {
        Map<String, RedisConnectionFactory> found = connectionFactories.find(named);
        if (found.isEmpty()) {
            return new Finding.Absent(new SelectionProblem.MissingBean(
                    BackendType.REDIS, "RedisConnectionFactory", "spring.data.redis.host"));
        }
        if (found.size() > 1) {
            return new Finding.Undecided(connectionFactories.several(found.keySet()));
        }
        Map.Entry<String, RedisConnectionFactory> only =
                found.entrySet().iterator().next();
        return new Finding.Usable(
                "RedisConnectionFactory '" + only.getKey() + "'", () -> opener.apply(only.getValue()));
    }
}
