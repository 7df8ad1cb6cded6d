package io.atomicspring.backend;

import java.util.List;

/**
 * What a branch does to its entry.
 *
 * @since 0.1
 */
public sealed interface Change {

    <R> R accept(Visitor<R> visitor);

    static Change put(Document document, Expiry expiry) {
        return new Put(document, expiry);
    }

    static Change patch(Expiry expiry, Action... actions) {
        return new Patch(List.of(actions), expiry);
    }

    static Change remove() {
        return Remove.INSTANCE;
    }

    static Change keep() {
        return Keep.INSTANCE;
    }

    /** Replaces the whole document. Raises the version. */
    record Put(Document document, Expiry expiry) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Changes parts of the document; on an absent entry, of an empty one. Raises the version even if nothing else changes. */
    record Patch(List<Action> actions, Expiry expiry) implements Change {
        public Patch {
            actions = List.copyOf(actions);
            if (actions.size() > Limits.MAX_ACTIONS) {
                throw new InvalidInputException(
                        "A patch has " + actions.size() + " actions; at most " + Limits.MAX_ACTIONS + " are allowed.");
            }
            checkOverlaps(actions);
        }

        private static void checkOverlaps(List<Action> actions) {
            for (int i = 0; i < actions.size(); i++) {
                for (int j = i + 1; j < actions.size(); j++) {
                    if (actions.get(i).path().overlaps(actions.get(j).path())) {
                        throw new InvalidInputException(
                                "The paths '" + actions.get(i).path() + "' and '"
                                        + actions.get(j).path() + "' overlap. Use each path once in an update.");
                    }
                }
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Removes the entry; nothing happens when there is none. */
    enum Remove implements Change {
        INSTANCE;

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** A pure check: nothing changes, not even the version. */
    enum Keep implements Change {
        INSTANCE;

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method per change, for the interpreter and the compilers. */
    interface Visitor<R> {
        R visit(Put change);

        R visit(Patch change);

        R visit(Remove change);

        R visit(Keep change);
    }
}
