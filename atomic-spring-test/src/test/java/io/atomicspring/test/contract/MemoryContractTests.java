package io.atomicspring.test.contract;

import io.atomicspring.backend.memory.MemoryBackend;

class MemoryContractTests extends BackendContract {

    @Override
    protected BackendFixture fixture() {
        return new ManualTimeFixture(MemoryBackend::with);
    }
}
