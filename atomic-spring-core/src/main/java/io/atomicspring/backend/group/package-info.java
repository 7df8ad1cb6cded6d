/**
 * Group apply: what waits in this process to be written is written together.
 *
 * <p>A store with one writer, or with one hot row, is at its best when a transaction carries many writes. Threads hand their
 * writes to {@link io.atomicspring.backend.group.GroupApply}; one of them becomes the leader and applies everything that
 * waits, in order, in one transaction of the {@link io.atomicspring.backend.group.GroupStore}, and each thread gets its own
 * outcome. A backend author implements {@code GroupStore}; the JDBC backend does.
 */
@NullMarked
package io.atomicspring.backend.group;

import org.jspecify.annotations.NullMarked;
