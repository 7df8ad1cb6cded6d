package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.memory.MemoryBackend;
import io.atomicspring.boot.autoconfigure.BackendType;

/** Always there, and never a candidate beside a store: it is what remains. */
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
