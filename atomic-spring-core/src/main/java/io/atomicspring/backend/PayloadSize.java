package io.atomicspring.backend;

/** The bytes a change carries in literals, for the bound on a whole commit. */
final class PayloadSize implements Change.Visitor<Integer>, Action.Visitor<Integer>, Operand.Visitor<Integer> {

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
