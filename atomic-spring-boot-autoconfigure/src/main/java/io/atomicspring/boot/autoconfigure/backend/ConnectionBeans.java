package io.atomicspring.boot.autoconfigure.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;

/**
 * The application's beans of one connection type, as injection would see them: the one a property names, else the only or
 * primary one, else all.
 *
 * @param <T> such as {@code DataSource}
 */
final class ConnectionBeans<T> {

    private final AutowireCapableBeanFactory beans;
    private final Class<T> type;
    private final String property;

    /** @param property the property that names a bean */
    ConnectionBeans(AutowireCapableBeanFactory beans, Class<T> type, String property) {
        this.beans = beans;
        this.type = type;
        this.property = property;
    }

    /** By bean name; more than one only if none of them is primary. */
    Map<String, T> find(@Nullable String named) {
        if (named != null) {
            return Map.of(named, get(named));
        }
        try {
            NamedBeanHolder<T> only = beans.resolveNamedBean(type);
            return Map.of(only.getBeanName(), only.getBeanInstance());
        } catch (NoUniqueBeanDefinitionException e) {
            return all(e);
        } catch (NoSuchBeanDefinitionException e) {
            if (!type.equals(e.getBeanType())) {
                throw e;
            }
            return Map.of();
        }
    }

    SelectionProblem several(Collection<String> names) {
        return new SelectionProblem.SeveralBeans(type.getSimpleName(), new ArrayList<>(names), property);
    }

    private T get(String name) {
        if (!beans.containsBean(name) || !beans.isTypeMatch(name, type)) {
            throw new BackendSelectionException(new SelectionProblem.NoSuchBean(type.getSimpleName(), name, property));
        }
        return beans.getBean(name, type);
    }

    private Map<String, T> all(NoUniqueBeanDefinitionException several) {
        Collection<String> names = several.getBeanNamesFound();
        if (names == null) {
            throw several;
        }
        Map<String, T> found = new LinkedHashMap<>();
        names.forEach(name -> found.put(name, beans.getBean(name, type)));
        return found;
    }
}
