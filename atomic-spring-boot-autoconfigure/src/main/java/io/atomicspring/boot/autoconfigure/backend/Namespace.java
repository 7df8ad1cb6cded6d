package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.backend.Limits;
import io.atomicspring.boot.autoconfigure.AtomicProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What keeps this application's entries apart from those of others in a shared store.
 *
 * @param property where the value comes from, for messages
 */
record Namespace(String property, String value) {

    private static final Logger log = LoggerFactory.getLogger(Namespace.class);

    static Namespace of(AtomicProperties properties, Environment environment) {
        if (properties.namespace() != null) {
            return new Namespace("atomic.namespace", properties.namespace());
        }
        String applicationName = environment.getProperty("spring.application.name");
        if (StringUtils.hasText(applicationName)) {
            return new Namespace("spring.application.name", applicationName);
        }
        // Two applications without a name on one store would share their locks.
        log.warn(
                "The application has no name, so its entries are kept under the namespace '{}': another application without a"
                        + " name on the same store would share its locks and data. Set 'atomic.namespace' or"
                        + " 'spring.application.name'.",
                Limits.DEFAULT_NAMESPACE);
        return new Namespace("atomic.namespace", Limits.DEFAULT_NAMESPACE);
    }
}
