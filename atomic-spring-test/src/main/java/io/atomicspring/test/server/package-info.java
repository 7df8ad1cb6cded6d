/**
 * Real servers as child processes, for tests that need the real thing and a machine that has only a JDK. Start with
 * {@link io.atomicspring.test.server.RedisServer}.
 */
@NullMarked
package io.atomicspring.test.server;

import org.jspecify.annotations.NullMarked;
