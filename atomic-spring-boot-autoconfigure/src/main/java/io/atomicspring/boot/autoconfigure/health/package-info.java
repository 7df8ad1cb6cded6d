/**
 * Health of the store as the application sees it: one read of a key, under the name {@code atomic}. Present only with Spring
 * Boot's health module; read {@code AtomicHealthIndicator}.
 */
@NullMarked
package io.atomicspring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
