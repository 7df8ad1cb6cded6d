package io.atomicspring.backend;

import org.jspecify.annotations.Nullable;

/**
 * Refuses guards and operands that are nested too deep, or are too many: they are walked by recursion, on a stack that may be
 * the one of a thread that works for others too.
 */
final class Nesting implements Guard.Visitor<Void>, Operand.Visitor<Void> {

    private final Key key;
    private int depth;
    private int count;

    Nesting(Key key) {
        this.key = key;
    }

    void check(Guard guard) {
        if (++count > Limits.MAX_GUARDS) {
            throw tooMany();
        }
        deeper();
        guard.accept(this);
        depth--;
    }

    void check(@Nullable Operand operand) {
        if (operand != null) {
            deeper();
            operand.accept(this);
            depth--;
        }
    }

    private void deeper() {
        if (++depth > Limits.MAX_GUARD_DEPTH) {
            throw new InvalidInputException("A condition or calculation in the write to " + key
                    + " is nested more than " + Limits.MAX_GUARD_DEPTH
                    + " levels deep. Take parentheses and negations out of it.");
        }
    }

    private Void calculation(@Nullable Operand left, @Nullable Operand right) {
        if (++count > Limits.MAX_GUARDS) {
            throw tooMany();
        }
        check(left);
        check(right);
        return done();
    }

    private Void operands(Operand... operands) {
        for (Operand operand : operands) {
            check(operand);
        }
        return done();
    }

    private InvalidInputException tooMany() {
        return new InvalidInputException("The write to " + key + " has more than " + Limits.MAX_GUARDS
                + " conditions and calculations. Split it, or compare with a list of values.");
    }

    @Override
    public Void visit(Guard.Always guard) {
        return done();
    }

    @Override
    public Void visit(Guard.Absent guard) {
        return done();
    }

    @Override
    public Void visit(Guard.Present guard) {
        return done();
    }

    @Override
    public Void visit(Guard.VersionIs guard) {
        return done();
    }

    @Override
    public Void visit(Guard.Exists guard) {
        return done();
    }

    @Override
    public Void visit(Guard.Compare guard) {
        return operands(guard.left(), guard.right());
    }

    @Override
    public Void visit(Guard.Between guard) {
        return operands(guard.operand(), guard.low(), guard.high());
    }

    @Override
    public Void visit(Guard.In guard) {
        return operands(guard.operand());
    }

    @Override
    public Void visit(Guard.BeginsWith guard) {
        return operands(guard.operand());
    }

    @Override
    public Void visit(Guard.Contains guard) {
        return operands(guard.container(), guard.part());
    }

    @Override
    public Void visit(Guard.AllOf guard) {
        guard.guards().forEach(this::check);
        return done();
    }

    @Override
    public Void visit(Guard.AnyOf guard) {
        guard.guards().forEach(this::check);
        return done();
    }

    @Override
    public Void visit(Guard.Not guard) {
        check(guard.guard());
        return done();
    }

    @Override
    public Void visit(Operand.Literal operand) {
        return done();
    }

    @Override
    public Void visit(Operand.Attribute operand) {
        return operand.fallback() == null ? done() : calculation(operand.fallback(), null);
    }

    @Override
    public Void visit(Operand.Now operand) {
        return done();
    }

    @Override
    public Void visit(Operand.Size operand) {
        return done();
    }

    @Override
    public Void visit(Operand.Sum operand) {
        return calculation(operand.left(), operand.right());
    }

    @Override
    public Void visit(Operand.Difference operand) {
        return calculation(operand.left(), operand.right());
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    private static Void done() {
        return null;
    }
}
