/**
 * Atomic Spring on Redis and Redis Cluster: a hash for each entry, and one script for each call. Read
 * {@link io.atomicspring.backend.redis.RedisBackend} first, then {@code WriteProgram}, which turns a write into the arguments of
 * {@code commit.lua}; the scripts lie beside this package as resources.
 */
@NullMarked
package io.atomicspring.backend.redis;

import org.jspecify.annotations.NullMarked;
