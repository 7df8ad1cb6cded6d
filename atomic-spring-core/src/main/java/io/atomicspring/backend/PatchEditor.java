package io.atomicspring.backend;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a patch: first works out every action on the document as it was, in the order given, so that the first action
 * that cannot be carried out names the reason; then builds the changed document.
 */
final class PatchEditor implements Action.Visitor<PatchEditor.Edit> {

    private final Evaluation before;

    private PatchEditor(Evaluation before) {
        this.before = before;
    }

    /** The changed document, or why there is none. */
    record Result(@Nullable Document document, @Nullable RefusalReason failure) {}

    /** What happens at one path. */
    record Edit(@Nullable Value value, @Nullable RefusalReason failure, boolean untouched) {
        static final Edit NOTHING = new Edit(null, null, true);
        static final Edit REMOVED = new Edit(null, null, false);

        static Edit to(Value value) {
            return new Edit(value, null, false);
        }

        static Edit refused(RefusalReason reason) {
            return new Edit(null, reason, false);
        }
    }

    static Result edit(Evaluation before, List<Action> actions) {
        PatchEditor editor = new PatchEditor(before);
        Node root = new Node();
        for (Action action : actions) {
            Edit edit = editor.hasParent(action.path())
                    ? action.accept(editor)
                    : action instanceof Action.Unset ? Edit.NOTHING : Edit.refused(RefusalReason.NO_SUCH_PATH);
            if (edit.failure() != null) {
                return new Result(null, edit.failure());
            }
            if (!edit.untouched()) {
                root.put(action.path().steps(), edit);
            }
        }
        Document changed = root.rebuild(before.document());
        return changed.depth() > Limits.MAX_DEPTH
                ? new Result(null, RefusalReason.TOO_DEEP)
                : new Result(changed, null);
    }

    private boolean hasParent(Path path) {
        List<Path.Step> steps = path.steps();
        if (steps.size() == 1) {
            return true;
        }
        Value parent = before.document().get(new Path(steps.subList(0, steps.size() - 1)));
        return steps.get(steps.size() - 1) instanceof Path.Name
                ? parent instanceof Document
                : parent instanceof Value.ListOf;
    }

    private @Nullable Value current(Action action) {
        return before.document().get(action.path());
    }

    private Edit set(Operand operand) {
        Evaluation.Result result = before.resultOf(operand);
        return new Edit(result.value(), result.failure(), false);
    }

    @Override
    public Edit visit(Action.Set action) {
        return set(action.operand());
    }

    @Override
    public Edit visit(Action.SetIfAbsent action) {
        return current(action) == null ? set(action.operand()) : Edit.NOTHING;
    }

    @Override
    public Edit visit(Action.Unset action) {
        return current(action) == null ? Edit.NOTHING : Edit.REMOVED;
    }

    @Override
    public Edit visit(Action.Add action) {
        Evaluation.Result amount = before.resultOf(action.amount());
        if (amount.failure() != null) {
            return Edit.refused(amount.failure());
        }
        Value current = current(action);
        Value base = current == null ? Value.of(0) : current;
        if (base instanceof Value.Num number && amount.value() instanceof Value.Num added) {
            Optional<BigDecimal> sum = ExactDecimal.add(number.value(), added.value());
            return sum.map(result -> Edit.to(Value.of(result)))
                    .orElseGet(() -> Edit.refused(RefusalReason.NUMBER_OUT_OF_RANGE));
        }
        return Edit.refused(RefusalReason.TYPE_MISMATCH);
    }

    @Override
    public Edit visit(Action.AddToSet action) {
        Value current = current(action);
        if (current == null) {
            return Edit.to(action.members());
        }
        return current instanceof Value.SetOf set
                        && set.kind() == action.members().kind()
                ? Edit.to(set.plus(action.members()))
                : Edit.refused(RefusalReason.TYPE_MISMATCH);
    }

    @Override
    public Edit visit(Action.RemoveFromSet action) {
        Value current = current(action);
        if (current == null) {
            return Edit.NOTHING;
        }
        if (!(current instanceof Value.SetOf set)
                || set.kind() != action.members().kind()) {
            return Edit.refused(RefusalReason.TYPE_MISMATCH);
        }
        Value.SetOf left = set.minus(action.members());
        return left == null ? Edit.REMOVED : Edit.to(left);
    }

    @Override
    public Edit visit(Action.Append action) {
        return join(action, action.elements(), false);
    }

    @Override
    public Edit visit(Action.Prepend action) {
        return join(action, action.elements(), true);
    }

    private Edit join(Action action, Operand elements, boolean inFront) {
        Evaluation.Result result = before.resultOf(elements);
        if (result.failure() != null) {
            return Edit.refused(result.failure());
        }
        Value current = current(action);
        Value base = current == null ? Value.list() : current;
        if (!(base instanceof Value.ListOf list) || !(result.value() instanceof Value.ListOf added)) {
            return Edit.refused(RefusalReason.TYPE_MISMATCH);
        }
        List<Value> joined = new ArrayList<>(inFront ? added.elements() : list.elements());
        joined.addAll(inFront ? list.elements() : added.elements());
        return Edit.to(new Value.ListOf(joined));
    }

    /** The edits of a patch as a tree of paths, so that every container is rebuilt once. */
    private static final class Node {

        private final Map<String, Node> names = new TreeMap<>(Utf8::compare);
        private final Map<Integer, Node> indices = new TreeMap<>();
        private @Nullable Edit edit;

        void put(List<Path.Step> steps, Edit leaf) {
            if (steps.isEmpty()) {
                edit = leaf;
                return;
            }
            Path.Step first = steps.get(0);
            Node child = first instanceof Path.Name name
                    ? names.computeIfAbsent(name.name(), key -> new Node())
                    : indices.computeIfAbsent(((Path.Index) first).index(), key -> new Node());
            child.put(steps.subList(1, steps.size()), leaf);
        }

        Document rebuild(Document document) {
            Map<String, Value> changed = new TreeMap<>(Utf8::compare);
            changed.putAll(document.attributes());
            names.forEach((name, node) -> {
                Value value = node.apply(changed.get(name));
                if (value == null) {
                    changed.remove(name);
                } else {
                    changed.put(name, value);
                }
            });
            return new Document(changed);
        }

        private Value rebuild(Value.ListOf list) {
            List<Value> changed = new ArrayList<>();
            for (int i = 0; i < list.elements().size(); i++) {
                Node node = indices.get(i);
                Value value = node == null
                        ? list.elements().get(i)
                        : node.apply(list.elements().get(i));
                if (value != null) {
                    changed.add(value);
                }
            }
            indices.forEach((index, node) -> {
                Value value = index < list.elements().size() ? null : node.apply(null);
                if (value != null) {
                    changed.add(value);
                }
            });
            return new Value.ListOf(changed);
        }

        private @Nullable Value apply(@Nullable Value current) {
            if (edit != null) {
                return edit.value();
            }
            if (current instanceof Document document) {
                return rebuild(document);
            }
            return current instanceof Value.ListOf list ? rebuild(list) : current;
        }
    }
}
