package io.atomicspring.backend.redis;

import io.atomicspring.backend.OperationId;
import java.nio.ByteBuffer;

/**
 * What stands for an operation id in an entry's log: 14 bytes, because four records of 16 are the most that Redis keeps compact.
 *
 * <p>The low half is kept, and 48 bits of the high half after mixing. Two different ids with the same low half share a mark with a
 * probability of 2<sup>-48</sup>, whatever their structure.
 */
final class OperationMark {

    private static final int BYTES = 14;

    private OperationMark() {}

    static byte[] of(OperationId id) {
        long high = mix(id.high());
        byte[] mark = new byte[BYTES];
        ByteBuffer.wrap(mark).putLong(id.low()).putInt((int) (high >>> 32)).putShort((short) (high >>> 16));
        return mark;
    }

    /** A bijection that spreads every bit over all others (MurmurHash3's finaliser). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
