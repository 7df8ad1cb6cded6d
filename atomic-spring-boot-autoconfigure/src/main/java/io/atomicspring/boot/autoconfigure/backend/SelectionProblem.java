package io.atomicspring.boot.autoconfigure.backend;

import io.atomicspring.boot.autoconfigure.BackendType;
import java.util.List;
import java.util.stream.Collectors;

/** Why no backend could be chosen, as facts that know how to tell themselves. */
sealed interface SelectionProblem {

    /** The fact and its cause, one or two sentences. */
    String description();

    /** The next step. */
    String action();

    /** A store that could be used, in a list of several. */
    record Choice(BackendType type, String source) {}

    record SeveralBackends(List<Choice> choices) implements SelectionProblem {

        @Override
        public String description() {
            return "Several stores could be used, and 'atomic.backend' does not say which: "
                    + choices.stream()
                            .map(choice -> choice.type().propertyValue() + " (" + choice.source() + ")")
                            .collect(Collectors.joining(", "))
                    + ".";
        }

        @Override
        public String action() {
            return "Set 'atomic.backend' to "
                    + choices.stream()
                            .map(choice -> "'" + choice.type().propertyValue() + "'")
                            .collect(Collectors.joining(" or "))
                    + ". Every node of the application must use the same store.";
        }
    }

    /** Several beans of one kind, none of them primary. */
    record SeveralBeans(String beanType, List<String> beanNames, String property) implements SelectionProblem {

        @Override
        public String description() {
            return "There are several " + beanType + " beans to keep locks and data in, and none of them is primary: "
                    + beanNames.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")) + ".";
        }

        @Override
        public String action() {
            return "Set '" + property + "' to the name of one of these beans, or mark one of them as @Primary.";
        }
    }

    /** The chosen backend's classes are not on the class path. */
    record MissingModule(BackendType type, String dependency) implements SelectionProblem {

        @Override
        public String description() {
            return "'atomic.backend' is '" + type.propertyValue()
                    + "', but the classes for it are not on the class path.";
        }

        @Override
        public String action() {
            return "Add the dependency '" + dependency + "', or set 'atomic.backend' to another store.";
        }
    }

    /** The chosen backend's connection bean does not exist. */
    record MissingBean(BackendType type, String beanType, String connectionProperty) implements SelectionProblem {

        @Override
        public String description() {
            return "'atomic.backend' is '" + type.propertyValue() + "', but there is no bean of type " + beanType + ".";
        }

        @Override
        public String action() {
            return "Set '" + connectionProperty + "' so that Spring Boot makes one, define a " + beanType
                    + " bean, or set 'atomic.backend' to another store.";
        }
    }

    /** A bean was named by property and does not exist. */
    record NoSuchBean(String beanType, String beanName, String property) implements SelectionProblem {

        @Override
        public String description() {
            return "'" + property + "' is '" + beanName + "', but there is no bean of type " + beanType
                    + " with this name.";
        }

        @Override
        public String action() {
            return "Set '" + property + "' to the name of a " + beanType
                    + " bean, or remove it to use the application's only or primary one.";
        }
    }

    /** Named in the enum for later versions. */
    record NotInThisVersion(BackendType type) implements SelectionProblem {

        @Override
        public String description() {
            return "'atomic.backend' is '" + type.propertyValue() + "', which is not available in this version.";
        }

        @Override
        public String action() {
            return "Set 'atomic.backend' to 'memory', 'jdbc' or 'redis'.";
        }
    }

    record UnsupportedDatabase(String beanName, String database, String supported) implements SelectionProblem {

        @Override
        public String description() {
            return "The DataSource '" + beanName + "' leads to a database that this version does not support: '"
                    + database + "'.";
        }

        @Override
        public String action() {
            return "Use a supported database (" + supported
                    + "), name the DataSource of one in 'atomic.jdbc.data-source', or set 'atomic.backend' to another store.";
        }
    }

    /** A failure and not "no candidate": a database that is down for a moment must not move the locks elsewhere. */
    record UnknownDatabase(String beanName, String cause) implements SelectionProblem {

        @Override
        public String description() {
            return "The DataSource '" + beanName + "' does not tell which database it is: " + cause;
        }

        @Override
        public String action() {
            return "Make the database reachable while the application starts, or set 'atomic.backend' to another store.";
        }
    }
}
