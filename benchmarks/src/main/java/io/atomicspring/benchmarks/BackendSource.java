package io.atomicspring.benchmarks;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.backend.redis.RedisBackend;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Opens the backend for a subject of ours. */
interface BackendSource {

    /** A backend, and what was opened for it. */
    record Opened(Backend backend, AutoCloseable rest) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            try (rest) {
                backend.close();
            }
        }
    }

    Opened open();

    static BackendSource memory() {
        return () -> new Opened(MemoryBackend.create(), () -> {});
    }

    /** Over Spring Data Redis with its default settings: one Lettuce connection, shared by all threads. */
    static BackendSource redis(int port) {
        return () -> {
            LettuceConnectionFactory factory =
                    new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", port));
            factory.afterPropertiesSet();
            factory.start();
            return new Opened(RedisBackend.on(factory), factory::destroy);
        };
    }
}
