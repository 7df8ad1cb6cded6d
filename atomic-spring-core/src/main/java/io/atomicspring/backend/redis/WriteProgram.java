package io.atomicspring.backend.redis;

import io.atomicspring.backend.Action;
import io.atomicspring.backend.Branch;
import io.atomicspring.backend.Change;
import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Expiry;
import io.atomicspring.backend.Guard;
import io.atomicspring.backend.Operand;
import io.atomicspring.backend.Path;
import io.atomicspring.backend.Value;
import io.atomicspring.backend.ValueCodec;
import io.atomicspring.backend.Write;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a write into the flat program that {@code commit.lua} runs: polish notation, one token for each argument, the number of
 * tokens in front of whatever may be skipped.
 */
final class WriteProgram
        implements Guard.Visitor<WriteProgram>,
                Operand.Visitor<WriteProgram>,
                Change.Visitor<WriteProgram>,
                Action.Visitor<WriteProgram> {

    private final List<byte[]> tokens = new ArrayList<>();

    /** Adds a write's program to the arguments of a script. */
    static void append(Write write, ScriptArguments arguments) {
        WriteProgram program = new WriteProgram();
        program.write(write);
        program.tokens.forEach(arguments::add);
    }

    private void write(Write write) {
        measured(() -> {
            token(OperationMark.of(write.operation()));
            token(imagesOf(write));
            token(write.versions());
            token(Entry.sizeOf(write.key(), Document.empty()));
            token(write.key().sort());
            token(write.branches().size());
            for (Branch branch : write.branches()) {
                measured(() -> branch.guard().accept(this));
                measured(() -> branch.change().accept(this));
            }
        });
    }

    /** 1 for the entry before, 2 for the entry after. */
    static int imagesOf(Write write) {
        return (write.images().before() ? 1 : 0) + (write.images().after() ? 2 : 0);
    }

    @Override
    public WriteProgram visit(Guard.Always guard) {
        return token("*");
    }

    @Override
    public WriteProgram visit(Guard.Absent guard) {
        return token("0");
    }

    @Override
    public WriteProgram visit(Guard.Present guard) {
        return token("1");
    }

    @Override
    public WriteProgram visit(Guard.VersionIs guard) {
        return token("v").token(guard.version());
    }

    @Override
    public WriteProgram visit(Guard.Exists guard) {
        return token("x").path(guard.path());
    }

    @Override
    public WriteProgram visit(Guard.Compare guard) {
        token(
                switch (guard.comparison()) {
                    case EQUAL -> "=";
                    case NOT_EQUAL -> "#";
                    case LESS -> "<";
                    case AT_MOST -> "[";
                    case GREATER -> ">";
                    case AT_LEAST -> "]";
                });
        return operand(guard.left()).operand(guard.right());
    }

    @Override
    public WriteProgram visit(Guard.Between guard) {
        return token("b").operand(guard.operand()).operand(guard.low()).operand(guard.high());
    }

    @Override
    public WriteProgram visit(Guard.In guard) {
        token("i").operand(guard.operand()).token(guard.values().size());
        guard.values().forEach(this::value);
        return this;
    }

    @Override
    public WriteProgram visit(Guard.BeginsWith guard) {
        return token("^").operand(guard.operand()).value(guard.prefix());
    }

    @Override
    public WriteProgram visit(Guard.Contains guard) {
        return token("c").operand(guard.container()).operand(guard.part());
    }

    @Override
    public WriteProgram visit(Guard.AllOf guard) {
        return several("&", guard.guards());
    }

    @Override
    public WriteProgram visit(Guard.AnyOf guard) {
        return several("|", guard.guards());
    }

    @Override
    public WriteProgram visit(Guard.Not guard) {
        token("!");
        return guard.guard().accept(this);
    }

    /** The count of tokens counts what follows the number of guards. */
    private WriteProgram several(String code, List<Guard> guards) {
        token(code);
        int mark = tokens.size();
        token(0).token(guards.size());
        guards.forEach(guard -> guard.accept(this));
        tokens.set(mark, digits(tokens.size() - mark - 2));
        return this;
    }

    @Override
    public WriteProgram visit(Operand.Literal operand) {
        return token("L").value(operand.value());
    }

    @Override
    public WriteProgram visit(Operand.Attribute operand) {
        Operand fallback = operand.fallback();
        if (fallback == null) {
            return token("A").path(operand.path());
        }
        return token("F").path(operand.path()).measured(() -> fallback.accept(this));
    }

    @Override
    public WriteProgram visit(Operand.Now operand) {
        return token("N").token(operand.offsetMillis());
    }

    @Override
    public WriteProgram visit(Operand.Size operand) {
        return token("Z").path(operand.path());
    }

    @Override
    public WriteProgram visit(Operand.Sum operand) {
        return token("+").operand(operand.left()).operand(operand.right());
    }

    @Override
    public WriteProgram visit(Operand.Difference operand) {
        return token("-").operand(operand.left()).operand(operand.right());
    }

    @Override
    public WriteProgram visit(Change.Put change) {
        Document document = change.document();
        token("P").expiry(change.expiry());
        // What the document adds to the size of an empty entry, which stands in the head of the write.
        token(document.size() - Document.empty().size());
        token(2L * document.attributes().size());
        document.attributes().forEach((name, value) -> token("." + name).value(value));
        return this;
    }

    @Override
    public WriteProgram visit(Change.Patch change) {
        token("U").expiry(change.expiry()).token(change.actions().size());
        change.actions().forEach(action -> action.accept(this));
        return this;
    }

    @Override
    public WriteProgram visit(Change.Remove change) {
        return token("R");
    }

    @Override
    public WriteProgram visit(Change.Keep change) {
        return token("K");
    }

    @Override
    public WriteProgram visit(Action.Set action) {
        return token("s").path(action.path()).operand(action.operand());
    }

    @Override
    public WriteProgram visit(Action.SetIfAbsent action) {
        return token("S").path(action.path()).measured(() -> action.operand().accept(this));
    }

    @Override
    public WriteProgram visit(Action.Unset action) {
        return token("d").path(action.path());
    }

    @Override
    public WriteProgram visit(Action.Add action) {
        return token("a").path(action.path()).operand(action.amount());
    }

    @Override
    public WriteProgram visit(Action.AddToSet action) {
        return token("u").path(action.path()).value(action.members());
    }

    @Override
    public WriteProgram visit(Action.RemoveFromSet action) {
        return token("r").path(action.path()).value(action.members());
    }

    @Override
    public WriteProgram visit(Action.Append action) {
        return token("l").path(action.path()).operand(action.elements());
    }

    @Override
    public WriteProgram visit(Action.Prepend action) {
        return token("f").path(action.path()).operand(action.elements());
    }

    private WriteProgram operand(Operand operand) {
        return operand.accept(this);
    }

    private WriteProgram value(Value value) {
        return token(ValueCodec.encode(value));
    }

    /** An attribute of the entry is named as its field; any other path is its steps. */
    private WriteProgram path(Path path) {
        List<Path.Step> steps = path.steps();
        if (steps.size() == 1) {
            return token("." + path.root());
        }
        ByteBuffer bytes = ByteBuffer.allocate(lengthOf(steps)).put((byte) '/');
        for (Path.Step step : steps) {
            if (step instanceof Path.Name name) {
                byte[] text = name.name().getBytes(StandardCharsets.UTF_8);
                bytes.put((byte) 'n').putInt(text.length).put(text);
            } else if (step instanceof Path.Index index) {
                bytes.put((byte) 'i').putInt(index.index());
            }
        }
        return token(bytes.array());
    }

    private static int lengthOf(List<Path.Step> steps) {
        int length = 1;
        for (Path.Step step : steps) {
            length += 5 + (step instanceof Path.Name name ? name.name().getBytes(StandardCharsets.UTF_8).length : 0);
        }
        return length;
    }

    private WriteProgram expiry(@Nullable Expiry expiry) {
        if (expiry instanceof Expiry.After after) {
            return token(after.millis());
        }
        return token(expiry instanceof Expiry.Unchanged ? "=" : "-");
    }

    /** Puts the number of tokens that {@code part} adds in front of them. */
    private WriteProgram measured(Runnable part) {
        int mark = tokens.size();
        token(0);
        part.run();
        tokens.set(mark, digits(tokens.size() - mark - 1));
        return this;
    }

    private WriteProgram token(String text) {
        return token(text.getBytes(StandardCharsets.UTF_8));
    }

    private WriteProgram token(long number) {
        return token(digits(number));
    }

    private WriteProgram token(byte[] bytes) {
        tokens.add(bytes);
        return this;
    }

    private static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
