/**
 * Atomic Spring in a Spring Boot application: properties here, one slice per backend and per service below.
 *
 * <p>Every bean backs off when the application defines its own. Read {@link io.atomicspring.boot.autoconfigure.AtomicProperties}
 * for what can be set and {@code backend.BackendSelection} for how a store is chosen.
 */
@NullMarked
package io.atomicspring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
