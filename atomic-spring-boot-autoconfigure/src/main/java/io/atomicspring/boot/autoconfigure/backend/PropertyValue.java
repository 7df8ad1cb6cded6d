package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.InvalidInputException;
import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Hands a property to an option that checks it itself, so that the limits are said once and the failure names the property. */
final class PropertyValue {

    private PropertyValue() {}

    static <V, R> R give(String property, V value, Function<V, R> option) {
        try {
            return option.apply(value);
        } catch (InvalidInputException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(e.getMessage()));
        }
    }
}
