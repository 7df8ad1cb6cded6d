package io.atomicspring.boot.autoconfigure.health;

import io.atomicspring.backend.Backend;
import java.util.Optional;

/** Something about a store that works and still endangers what is kept in it. */
interface StoreWarning {

    Optional<String> of(Backend backend);
}
