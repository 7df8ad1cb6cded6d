package io.atomicspring.backend.redis;

import io.atomicspring.backend.OperationId;
import io.atomicspring.backend.Write;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What stands for an operation id in an entry's log: 14 bytes, because four records of 16 are the most that Redis keeps compact.
 *
 * <p>The low half is kept, and 48 bits of the high half after mixing. Two different ids with the same low half share a mark with a
 * probability of 2<sup>-48</sup>, whatever their structure.
 */
final class OperationMark {

    private static final int MARK_BYTES = 14;
    private static final int RECORD_BYTES = 16;

    private OperationMark() {}

    static byte[] of(OperationId id) {
        return Arrays.copyOf(bytes(id), MARK_BYTES);
    }

    /** The log record of a write that takes its first branch. */
    static byte[] record(Write write) {
        byte[] record = bytes(write.operation());
        record[MARK_BYTES] = (byte) (write.versions() >> 8);
        record[MARK_BYTES + 1] = (byte) write.versions();
        return record;
    }

    /** The mark, and two bytes to fill. */
    private static byte[] bytes(OperationId id) {
        long high = mix(id.high());
        byte[] bytes = new byte[RECORD_BYTES];
        ByteBuffer.wrap(bytes).putLong(id.low()).putInt((int) (high >>> 32)).putShort((short) (high >>> 16));
        return bytes;
    }

    /** A bijection that spreads every bit over all others (MurmurHash3's finaliser). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
