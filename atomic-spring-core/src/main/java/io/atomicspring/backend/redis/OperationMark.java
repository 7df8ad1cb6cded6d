package io.atomicspring.backend.redis;

import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.Write;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What stands for an operation id in an entry's log: 10 bytes, because four records of 12 and what else
 * an entry keeps for itself are the most that Redis keeps compact.
 *
 * <p>Eight bytes are the low half changed by the high half, so ids of one process, which share the high half, never share a mark. Two
 * more are of the high half alone: ids of two processes share a mark with a probability of 2<sup>-80</sup>, and it matters only if both
 * are among the last five writes of one entry.
 */
final class OperationMark {

    /** Without it, the high half 0 would be mixed to 0. */
    private static final long SALT = 0x9e3779b97f4a7c15L;

    private static final int MARK_BYTES = 10;
    private static final int RECORD_BYTES = 12;

    private OperationMark() {}

    static byte[] of(OperationId id) {
        return Arrays.copyOf(bytes(id), MARK_BYTES);
    }

    /** The log record of a write that takes its first branch and one version. */
    static byte[] record(Write write) {
        byte[] record = bytes(write.operation());
        record[RECORD_BYTES - 1] = 1;
        return record;
    }

    /** The size of a new entry in three bytes, and its first {@link #record}. */
    static byte[] sizedRecord(int size, Write write) {
        return ByteBuffer.allocate(3 + RECORD_BYTES)
                .put((byte) (size >> 16))
                .putShort((short) size)
                .put(record(write))
                .array();
    }

    /** The mark, and two bytes to fill. */
    private static byte[] bytes(OperationId id) {
        // Two rounds, so that what the two parts have of the high half does not depend on one another.
        long once = mix(id.high() ^ SALT);
        long twice = mix(once ^ SALT);
        byte[] bytes = new byte[RECORD_BYTES];
        ByteBuffer.wrap(bytes).putLong(id.low() ^ once).putShort((short) (twice >>> 48));
        return bytes;
    }

    /** A bijection that spreads every bit over all others (MurmurHash3's finaliser). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
