package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * The store is reachable but not usable as it is set up (too old, read-only, corrupt, schema missing): a person must act.
 *
 * @since 0.1
 */
public class BackendSetupException extends NonTransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    public BackendSetupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
