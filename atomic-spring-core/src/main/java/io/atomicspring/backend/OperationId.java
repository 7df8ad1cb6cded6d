package io.atomicspring.backend;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names one intended write, so that a store recognises it when it is sent again.
 *
 * @since 0.1
 */
public record OperationId(long high, long low) {

    private static final long PROCESS = new SecureRandom().nextLong();
    private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextLong());

    /** An id that no other process and no other call in this one uses. */
    public static OperationId next() {
        return new OperationId(PROCESS, NEXT.getAndIncrement());
    }

    /** The id in 16 bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}
