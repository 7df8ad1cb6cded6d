package io.atomicspring.backend;

import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * The caller passed something that can never work: refused before any I/O, nothing was read or written.
 *
 * @since 0.1
 */
public class InvalidInputException extends InvalidDataAccessApiUsageException {

    private static final long serialVersionUID = 1L;

    public InvalidInputException(String message) {
        super(message);
    }

    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
