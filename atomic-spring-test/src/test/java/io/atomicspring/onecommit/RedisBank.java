package io.atomicspring.onecommit;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.redis.RedisBackend;
import io.atomicspring.test.ForwardingBackend;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A bank on a Redis server. */
final class RedisBank {

    private RedisBank() {}

    /** Opens a connection of its own to {@code port/namespace}. */
    static Backend open(String where) {
        String[] parts = where.split("/", 2);
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration("127.0.0.1", Integer.parseInt(parts[0])));
        factory.start();
        return new ForwardingBackend(RedisBackend.on(factory, options -> options.namespace(parts[1]))) {
            @Override
            public void close() {
                super.close();
                factory.destroy();
            }
        };
    }
}
