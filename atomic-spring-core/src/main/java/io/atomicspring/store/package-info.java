/**
 * Items: documents under keys, read and written as Java objects, each write one indivisible step.
 *
 * <p>{@link io.atomicspring.store.AtomicStores} opens spaces and commits across them, an
 * {@link io.atomicspring.store.AtomicStore} is one space, {@link io.atomicspring.store.UpdateSteps} are the verbs of an
 * update. Read these three first.
 */
@NullMarked
package io.atomicspring.store;

import org.jspecify.annotations.NullMarked;
