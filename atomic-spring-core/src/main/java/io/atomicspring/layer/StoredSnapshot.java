package io.atomicspring.layer;

/**
 * A snapshot as it was read.
 *
 * @since 0.1
 */
public final class StoredSnapshot {

    private final byte[] content;
    private final String etag;

    /**
     * @param content what {@link Snapshots#write} was given, byte by byte
     * @param etag changes whenever the content does
     */
    public StoredSnapshot(byte[] content, String etag) {
        this.content = content.clone();
        this.etag = etag;
    }

    public byte[] content() {
        return content.clone();
    }

    /** Names this content for a compare-and-set. */
    public String etag() {
        return etag;
    }
}
