package io.atomicspring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/** All slices of this module as they are registered. */
final class Slices {

    private Slices() {}

    static AutoConfigurations all() {
        List<Class<?>> slices = new ArrayList<>();
        ClassLoader loader = Slices.class.getClassLoader();
        ImportCandidates.load(AutoConfiguration.class, loader).forEach(name -> {
            if (name.startsWith("io.atomicspring.")) {
                slices.add(ClassUtils.resolveClassName(name, loader));
            }
        });
        return AutoConfigurations.of(slices.toArray(Class<?>[]::new));
    }
}
