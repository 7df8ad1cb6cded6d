package io.atomicspring.boot.autoconfigure.health;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.BackendSetupException;
import io.atomicspring.backend.redis.RedisBackend;
import java.util.Optional;

/** A Redis that may evict locks when its memory is full. One command. */
final class RedisEvictionWarning implements StoreWarning {

    @Override
    public Optional<String> of(Backend backend) {
        try {
            return backend instanceof RedisBackend redis ? redis.evictionWarning() : Optional.empty();
        } catch (BackendSetupException e) {
            // A user that may not call INFO: the store works, only this cannot be told.
            return Optional.empty();
        }
    }
}
