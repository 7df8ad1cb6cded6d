package io.atomicspring.store;

import org.springframework.dao.EmptyResultDataAccessException;

/**
 * There is no such item: never written, deleted, or expired.
 *
 * @since 0.1
 */
public class ItemNotFoundException extends EmptyResultDataAccessException {

    private static final long serialVersionUID = 1L;

    private final transient ItemRef item;

    ItemNotFoundException(ItemRef item) {
        super("There is no item '" + item + "': it was never written, was deleted, or has expired.", 1);
        this.item = item;
    }

    /** The item that was asked for. */
    public ItemRef item() {
        return item;
    }
}
