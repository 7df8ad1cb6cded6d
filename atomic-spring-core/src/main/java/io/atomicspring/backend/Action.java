package io.atomicspring.backend;

/**
 * One step of a patch. All operands read the entry as it was before the write, and no two actions of a patch may touch
 * overlapping paths, so their order does not matter.
 *
 * <p>A path that ends in an index means an element of a list: setting it past the end appends, unsetting it moves the later
 * elements up; indices count in the list as it was. Apart from {@link Unset}, a parent that is missing or no container
 * refuses the write ({@link RefusalReason#NO_SUCH_PATH}).
 *
 * @since 0.1
 */
public sealed interface Action {

    Path path();

    <R> R accept(Visitor<R> visitor);

    /** Sets the value at the path, whatever was there. */
    record Set(Path path, Operand operand) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Sets the value at the path unless one is there already. */
    record SetIfAbsent(Path path, Operand operand) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Removes the value at the path; nothing happens when there is none. */
    record Unset(Path path) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Adds a number exactly; a missing number counts as 0. */
    record Add(Path path, Operand amount) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Adds members to a set of the same kind; a missing set counts as empty. */
    record AddToSet(Path path, Value.SetOf members) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Removes members from a set of the same kind; a set that becomes empty is removed itself. */
    record RemoveFromSet(Path path, Value.SetOf members) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Adds the elements of a list at the end of a list; a missing list counts as empty. */
    record Append(Path path, Operand elements) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** Adds the elements of a list, in their order, at the beginning of a list; a missing list counts as empty. */
    record Prepend(Path path, Operand elements) implements Action {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visit(this);
        }
    }

    /** One method per action, for the interpreter and the compilers. */
    interface Visitor<R> {
        R visit(Set action);

        R visit(SetIfAbsent action);

        R visit(Unset action);

        R visit(Add action);

        R visit(AddToSet action);

        R visit(RemoveFromSet action);

        R visit(Append action);

        R visit(Prepend action);
    }
}
