package io.atomicspring.backend;

/**
 * If the guard holds, the change is made.
 *
 * @since 0.1
 */
public record Branch(Guard guard, Change change) {}
