package io.atomicspring.boot.autoconfigure;

import io.atomicspring.backend.InvalidInputException;
import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Hands a property to an option that checks it itself, so that each limit is said once and the failure names the property.
 *
 * <p>For the slices of this module; public because each has a package of its own.
 */
public final class PropertyValue {

    private PropertyValue() {}

    public static <V, R> R give(String property, V value, Function<? super V, R> option) {
        try {
            return option.apply(value);
        } catch (InvalidInputException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(e.getMessage()));
        }
    }
}
