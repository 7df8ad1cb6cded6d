package io.atomicspring.mapping;

import io.atomicspring.backend.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TypeMismatchDataAccessException;

/**
 * What is stored does not fit the Java type it is read as. Nothing was changed; reading it as
 * {@link io.atomicspring.backend.Document} always works.
 *
 * @since 0.1
 */
public class ValueMappingException extends TypeMismatchDataAccessException {

    private static final long serialVersionUID = 1L;

    private final String attribute;

    ValueMappingException(String attribute, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.attribute = attribute;
    }

    ValueMappingException of(Key key) {
        return new ValueMappingException(
                attribute, "The entry '" + key + "' cannot be read. " + getMessage(), getCause());
    }

    /** The path of the stored value that does not fit, such as {@code lines[2].price}; empty for the whole. */
    public String attribute() {
        return attribute;
    }
}
