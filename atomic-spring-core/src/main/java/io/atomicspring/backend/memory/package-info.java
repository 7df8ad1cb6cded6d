/**
 * The store inside this process: the reference meaning, for tests and for services that run once. Read
 * {@link io.atomicspring.backend.memory.MemoryBackend}.
 */
@NullMarked
package io.atomicspring.backend.memory;

import org.jspecify.annotations.NullMarked;
