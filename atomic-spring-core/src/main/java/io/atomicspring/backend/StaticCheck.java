package io.atomicspring.backend;

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

    @SuppressWarnings("NullAway") // Void has no value but null
    private static Void done() {
        return null;
    }
}
