package io.atomicspring.backend;

import java.util.List;

/** The bytes that guards and changes carry in literals, for the bounds on a patch, a write and a commit. */
final class PayloadSize
        implements Guard.Visitor<Integer>, Change.Visitor<Integer>, Action.Visitor<Integer>, Operand.Visitor<Integer> {

    @Override
    public Integer visit(Guard.Always guard) {
        return 0;
    }

    @Override
    public Integer visit(Guard.Absent guard) {
        return 0;
    }

    @Override
    public Integer visit(Guard.Present guard) {
        return 0;
    }

    @Override
    public Integer visit(Guard.VersionIs guard) {
        return 0;
    }

    @Override
    public Integer visit(Guard.Exists guard) {
        return 0;
    }

    @Override
    public Integer visit(Guard.Compare guard) {
        return guard.left().accept(this) + guard.right().accept(this);
    }

    @Override
    public Integer visit(Guard.Between guard) {
        return guard.operand().accept(this)
                + guard.low().accept(this)
                + guard.high().accept(this);
    }

    @Override
    public Integer visit(Guard.In guard) {
        return guard.operand().accept(this)
                + guard.values().stream().mapToInt(Value::size).sum();
    }

    @Override
    public Integer visit(Guard.BeginsWith guard) {
        return guard.operand().accept(this) + guard.prefix().size();
    }

    @Override
    public Integer visit(Guard.Contains guard) {
        return guard.container().accept(this) + guard.part().accept(this);
    }

    @Override
    public Integer visit(Guard.AllOf guard) {
        return sum(guard.guards());
    }

    @Override
    public Integer visit(Guard.AnyOf guard) {
        return sum(guard.guards());
    }

    @Override
    public Integer visit(Guard.Not guard) {
        return guard.guard().accept(this);
    }

    private int sum(List<Guard> guards) {
        return guards.stream().mapToInt(guard -> guard.accept(this)).sum();
    }

    @Override
    public Integer visit(Change.Put change) {
        return change.document().size();
    }

    @Override
    public Integer visit(Change.Patch change) {
        int size = 0;
        for (Action action : change.actions()) {
            size += action.accept(this);
        }
        return size;
    }

    @Override
    public Integer visit(Change.Remove change) {
        return 0;
    }

    @Override
    public Integer visit(Change.Keep change) {
        return 0;
    }

    @Override
    public Integer visit(Action.Set action) {
        return action.operand().accept(this);
    }

    @Override
    public Integer visit(Action.SetIfAbsent action) {
        return action.operand().accept(this);
    }

    @Override
    public Integer visit(Action.Unset action) {
        return 0;
    }

    @Override
    public Integer visit(Action.Add action) {
        return action.amount().accept(this);
    }

    @Override
    public Integer visit(Action.AddToSet action) {
        return action.members().size();
    }

    @Override
    public Integer visit(Action.RemoveFromSet action) {
        return action.members().size();
    }

    @Override
    public Integer visit(Action.Append action) {
        return action.elements().accept(this);
    }

    @Override
    public Integer visit(Action.Prepend action) {
        return action.elements().accept(this);
    }

    @Override
    public Integer visit(Operand.Literal operand) {
        return operand.value().size();
    }

    @Override
    public Integer visit(Operand.Attribute operand) {
        Operand fallback = operand.fallback();
        return fallback == null ? 0 : fallback.accept(this);
    }

    @Override
    public Integer visit(Operand.Now operand) {
        return 0;
    }

    @Override
    public Integer visit(Operand.Size operand) {
        return 0;
    }

    @Override
    public Integer visit(Operand.Sum operand) {
        return operand.left().accept(this) + operand.right().accept(this);
    }

    @Override
    public Integer visit(Operand.Difference operand) {
        return operand.left().accept(this) + operand.right().accept(this);
    }
}
