package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The store could not be asked, or said that it cannot serve now: <em>nothing was written</em>, and a later try may succeed.
 *
 * @since 0.1
 */
public class BackendUnavailableException extends TransientDataAccessResourceException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway") // a null cause means that there is none, as in Throwable
    public BackendUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
