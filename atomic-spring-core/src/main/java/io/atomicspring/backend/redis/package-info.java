/**
 * Atomic Spring on Redis and Redis Cluster: a hash for each entry, and one script for each call. The hash has a field for each attribute,
 * a dot and its name, and one field {@code m} for version, expiry, size and the log of its last operations; {@code log.lua} describes it. No
 * released version wrote another form, so there is nothing to convert. Read
 * {@link io.atomicspring.backend.redis.RedisBackend} first, then {@code WriteProgram}, which turns a write into the arguments of
 * {@code commit.lua}; the scripts lie beside this package as resources.
 */
@NullMarked
package io.atomicspring.backend.redis;

import org.jspecify.annotations.NullMarked;
