package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.boot.autoconfigure.BackendType;

/** A kind of store whose classes are present. Whether the application also has the beans for it is a {@link Finding}. */
interface BackendCandidate {

    BackendType type();

    /** Looks at the application's beans. Opens a connection only where nothing else tells what the store is. */
    Finding find();
}
