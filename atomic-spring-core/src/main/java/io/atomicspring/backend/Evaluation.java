package io.atomicspring.backend;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One entry as it was before the write, and the store's now: decides guards and works out operands. */
final class Evaluation implements Guard.Visitor<Boolean>, Operand.Visitor<Evaluation.Result> {

    private final @Nullable Entry live;
    private final Document document;
    private final long nowMicros;

    Evaluation(@Nullable Entry live, long nowMicros) {
        this.live = live;
        this.document = live == null ? Document.empty() : live.document();
        this.nowMicros = nowMicros;
    }

    /** An operand's value, or why it has none. */
    record Result(@Nullable Value value, @Nullable RefusalReason failure) {
        static Result of(Value value) {
            return new Result(value, null);
        }

        static Result failed(RefusalReason reason) {
            return new Result(null, reason);
        }
    }

    Document document() {
        return document;
    }

    /** The index of the first branch whose guard holds. */
    OptionalInt firstMatch(Write write) {
        for (int i = 0; i < write.branches().size(); i++) {
            if (holds(write.branches().get(i).guard())) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    boolean holds(Guard guard) {
        return guard.accept(this);
    }

    Result resultOf(Operand operand) {
        return operand.accept(this);
    }

    @Override
    public Boolean visit(Guard.Always guard) {
        return true;
    }

    @Override
    public Boolean visit(Guard.Absent guard) {
        return live == null;
    }

    @Override
    public Boolean visit(Guard.Present guard) {
        return live != null;
    }

    @Override
    public Boolean visit(Guard.VersionIs guard) {
        return live != null && live.version() == guard.version();
    }

    @Override
    public Boolean visit(Guard.Exists guard) {
        return document.get(guard.path()) != null;
    }

    @Override
    public Boolean visit(Guard.Compare guard) {
        Value left = resultOf(guard.left()).value();
        Value right = resultOf(guard.right()).value();
        boolean equal = left != null && left.equals(right);
        if (guard.comparison() == Guard.Comparison.EQUAL || guard.comparison() == Guard.Comparison.NOT_EQUAL) {
            return equal == (guard.comparison() == Guard.Comparison.EQUAL);
        }
        OptionalInt order = left != null && right != null ? Values.compare(left, right) : OptionalInt.empty();
        if (order.isEmpty()) {
            return false;
        }
        return switch (guard.comparison()) {
            case LESS -> order.getAsInt() < 0;
            case AT_MOST -> order.getAsInt() <= 0;
            case GREATER -> order.getAsInt() > 0;
            default -> order.getAsInt() >= 0;
        };
    }

    @Override
    public Boolean visit(Guard.Between guard) {
        return holds(Guard.compare(guard.low(), Guard.Comparison.AT_MOST, guard.operand()))
                && holds(Guard.compare(guard.operand(), Guard.Comparison.AT_MOST, guard.high()));
    }

    @Override
    public Boolean visit(Guard.In guard) {
        Value value = resultOf(guard.operand()).value();
        return value != null && guard.values().contains(value);
    }

    @Override
    public Boolean visit(Guard.BeginsWith guard) {
        Value value = resultOf(guard.operand()).value();
        return value != null && Values.beginsWith(value, guard.prefix());
    }

    @Override
    public Boolean visit(Guard.Contains guard) {
        Value container = resultOf(guard.container()).value();
        Value part = resultOf(guard.part()).value();
        return container != null && part != null && Values.contains(container, part);
    }

    @Override
    public Boolean visit(Guard.AllOf guard) {
        return guard.guards().stream().allMatch(this::holds);
    }

    @Override
    public Boolean visit(Guard.AnyOf guard) {
        return guard.guards().stream().anyMatch(this::holds);
    }

    @Override
    public Boolean visit(Guard.Not guard) {
        return !holds(guard.guard());
    }

    @Override
    public Result visit(Operand.Literal operand) {
        return Result.of(operand.value());
    }

    @Override
    public Result visit(Operand.Attribute operand) {
        Value value = document.get(operand.path());
        if (value != null) {
            return Result.of(value);
        }
        Operand fallback = operand.fallback();
        return fallback == null ? Result.failed(RefusalReason.MISSING_OPERAND) : resultOf(fallback);
    }

    @Override
    public Result visit(Operand.Now operand) {
        return Result.of(Values.number(Math.floorDiv(nowMicros, 1000L) + operand.offsetMillis()));
    }

    @Override
    public Result visit(Operand.Size operand) {
        Value value = document.get(operand.path());
        if (value == null) {
            return Result.failed(RefusalReason.MISSING_OPERAND);
        }
        OptionalInt size = Values.sizeOf(value);
        return size.isPresent()
                ? Result.of(Values.number(size.getAsInt()))
                : Result.failed(RefusalReason.TYPE_MISMATCH);
    }

    @Override
    public Result visit(Operand.Sum operand) {
        return arithmetic(operand.left(), operand.right(), ExactDecimal::add);
    }

    @Override
    public Result visit(Operand.Difference operand) {
        return arithmetic(operand.left(), operand.right(), ExactDecimal::subtract);
    }

    private interface Calculation {
        Optional<BigDecimal> of(BigDecimal left, BigDecimal right);
    }

    private Result arithmetic(Operand leftOperand, Operand rightOperand, Calculation calculation) {
        Result left = resultOf(leftOperand);
        if (left.failure() != null) {
            return left;
        }
        Result right = resultOf(rightOperand);
        if (right.failure() != null) {
            return right;
        }
        if (left.value() instanceof Value.Num a && right.value() instanceof Value.Num b) {
            return calculation
                    .of(a.value(), b.value())
                    .map(number -> Result.of(Value.of(number)))
                    .orElseGet(() -> Result.failed(RefusalReason.NUMBER_OUT_OF_RANGE));
        }
        return Result.failed(RefusalReason.TYPE_MISMATCH);
    }
}
