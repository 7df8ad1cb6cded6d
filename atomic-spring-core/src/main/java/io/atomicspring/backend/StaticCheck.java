package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;

/** What can be known to be wrong about a change before any I/O. */
final class StaticCheck implements Change.Visitor<Void> {

    private final Key key;

    StaticCheck(Key key) {
        this.key = key;
    }

    @Override
    public Void visit(Change.Put change) {
        Document document = change.document();
        int size = Entry.sizeOf(key, document);
        if (size > Limits.MAX_ENTRY_BYTES) {
            throw new InvalidInputException("The entry " + key + " would have " + size + " bytes; at most "
                    + Limits.MAX_ENTRY_BYTES + " are allowed. Split it, or compress its largest attribute.");
        }
        if (document.depth() > Limits.MAX_DEPTH) {
            throw new InvalidInputException("The document of " + key + " nests " + document.depth()
                    + " levels deep; at most " + Limits.MAX_DEPTH + " are allowed.");
        }
        return done();
    }

    @Override
    public Void visit(Change.Patch change) {
        // Each action has a bound of its own: there may be 200 of them.
        change.actions().forEach(action -> new Nesting(key).check(operandOf(action)));
        int size = change.accept(new PayloadSize());
        if (size > Limits.MAX_ENTRY_BYTES) {
            throw new InvalidInputException("The patch of " + key + " carries " + size
                    + " bytes; an entry holds at most " + Limits.MAX_ENTRY_BYTES + ".");
        }
        return done();
    }

    @Override
    public Void visit(Change.Remove change) {
        return done();
    }

    @Override
    public Void visit(Change.Keep change) {
        return done();
    }

    private static @Nullable Operand operandOf(Action action) {
        if (action instanceof Action.Set set) {
            return set.operand();
        }
        if (action instanceof Action.SetIfAbsent set) {
            return set.operand();
        }
        if (action instanceof Action.Add add) {
            return add.amount();
        }
        if (action instanceof Action.Append append) {
            return append.elements();
        }
        return action instanceof Action.Prepend prepend ? prepend.elements() : null;
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    private static Void done() {
        return null;
    }
}
