package io.atomicspring.backend.redis;

import io.atomicspring.backend.Document;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.ExactDecimal;
import io.atomicspring.backend.Images;
import io.atomicspring.backend.Key;
import io.atomicspring.backend.Limits;
import io.atomicspring.backend.Shape;
import io.atomicspring.backend.Shapes;
import io.atomicspring.backend.Utf8;
import io.atomicspring.backend.Write;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Picks the hand-written script for a write that has a {@link Shape}, and its arguments. Whatever such a script does not cover is
 * interpreted.
 */
final class ShapedWrite {

    private static final int NUMBER_SIZE = 21;

    private ShapedWrite() {}

    /** A script with what it is to be called with. */
    record Call(Script script, ScriptArguments arguments) {}

    /** The write's hand-written form, or null if it is to be interpreted. */
    static @Nullable Call of(Write write, Scripts scripts, byte[][] keys) {
        Shape shape = write.shape();
        if (write.versions() != 1) {
            return null;
        }
        if (shape instanceof Shape.Add add) {
            return write.images() == Images.NONE || write.images() == Images.AFTER
                    ? add(write, add, scripts, keys)
                    : null;
        }
        if (shape == null || write.images() != Images.NONE) {
            return null;
        }
        if (shape instanceof Shape.Acquire acquire) {
            return acquire(write, acquire, scripts, keys);
        }
        if (shape instanceof Shape.Renew renew) {
            ScriptArguments arguments = ScriptArguments.keys(keys)
                    .add(OperationMark.record(write))
                    .add('b', renew.owner().bytes())
                    .add(Limits.ceilMillis(renew.lease()));
            return new Call(scripts.renew.forKeys(keys), arguments);
        }
        if (shape instanceof Shape.Release release) {
            ScriptArguments arguments = ScriptArguments.keys(keys)
                    .add(OperationMark.of(write.operation()))
                    .add('b', release.owner().bytes());
            return new Call(scripts.release.forKeys(keys), withSort(arguments, write.key()));
        }
        return null;
    }

    private static @Nullable Call acquire(Write write, Shape.Acquire shape, Scripts scripts, byte[][] keys) {
        byte[] owner = shape.owner().bytes();
        byte[] holder = shape.holder().getBytes(StandardCharsets.UTF_8);
        int size = emptySize(write.key())
                + attributeSize(Shapes.OWNER, owner.length)
                + attributeSize(Shapes.HOLDER, holder.length)
                + attributeSize(Shapes.SINCE, NUMBER_SIZE);
        if (size > Limits.MAX_ENTRY_BYTES) {
            return null;
        }
        ScriptArguments arguments = ScriptArguments.keys(keys)
                .add(OperationMark.sizedRecord(size, write))
                .add('b', owner)
                .add('s', holder)
                .add(Limits.ceilMillis(shape.lease()));
        return new Call(scripts.acquire.forKeys(keys), withSort(arguments, write.key()));
    }

    private static Call add(Write write, Shape.Add shape, Scripts scripts, byte[][] keys) {
        String amount = ExactDecimal.text(shape.amount());
        boolean plain = amount.indexOf('e') < 0 && amount.length() < 15;
        ScriptArguments arguments = ScriptArguments.keys(keys)
                .add(OperationMark.record(write))
                .add(amount.getBytes(StandardCharsets.US_ASCII))
                .add(emptySize(write.key()) + attributeSize(Shapes.COUNT, NUMBER_SIZE));
        boolean after = write.images().after();
        if (plain && after) {
            withSort(arguments, write.key());
        } else {
            arguments
                    .add(write.key().sort().getBytes(StandardCharsets.UTF_8))
                    .add(plain ? 1 : 0)
                    .add(after ? 1 : 0);
        }
        return new Call(scripts.add.forKeys(keys), arguments);
    }

    private static ScriptArguments withSort(ScriptArguments arguments, Key key) {
        return key.sort().isEmpty() ? arguments : arguments.add(key.sort().getBytes(StandardCharsets.UTF_8));
    }

    private static int emptySize(Key key) {
        return Entry.sizeOf(key, Document.empty());
    }

    private static int attributeSize(String name, int valueSize) {
        return 1 + Utf8.length(name) + valueSize;
    }
}
