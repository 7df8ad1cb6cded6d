package io.atomicspring.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some live entries of a scan. A page may be short, even empty, although more entries follow.
 *
 * @param next where the next page begins, opaque; null when the scan is complete
 * @since 0.1
 */
public record Page(List<Entry> entries, @Nullable String next) {

    public Page {
        entries = List.copyOf(entries);
    }
}
