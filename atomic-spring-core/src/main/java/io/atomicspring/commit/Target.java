package io.atomicspring.commit;

import io.atomicspring.backend.Key;

/**
 * Something that a commit may write to and that is one entry in the store, such as an item.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Target {

    /** Where it is in the store. */
    Key address();
}
