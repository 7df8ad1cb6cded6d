package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.boot.autoconfigure.BackendType;

/** Always there, and never one of several: it is what remains when there is no store. */
final class MemoryBackendCandidate implements BackendCandidate {

    @Override
    public BackendType type() {
        return BackendType.MEMORY;
    }

    @Override
    public Finding find() {
        return new Finding.Usable("this JVM", MemoryBackend::create);
    }
}
