package io.atomicspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicspring.backend.Backend;
import io.atomicspring.backend.Entry;
import io.atomicspring.backend.Page;
import io.atomicspring.backend.Scan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads scans to their end, page by page. */
final class Pages {

    /** A cursor that never ends is a defect; no test has so many pages. */
    private static final int MOST_PAGES = 10_000;

    private Pages() {}

    static List<Entry> all(Backend backend, Scan scan) {
        List<Entry> entries = new ArrayList<>();
        Page page = backend.scan(scan);
        for (int pages = 1; ; pages++) {
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(scan.limit());
            entries.addAll(page.entries());
            String next = page.next();
            if (next == null) {
                return entries;
            }
            assertThat(pages).as("pages of one scan").isLessThan(MOST_PAGES);
            page = backend.scan(scan.from(next));
        }
    }

    /** An entry may be seen more than once; it is given once. */
    static List<Entry> space(Backend backend, String space, int limit) {
        Set<Entry> entries = new LinkedHashSet<>();
        @Nullable String cursor = null;
        for (int pages = 1; ; pages++) {
            Page page = backend.scanSpace(space, limit, cursor);
            entries.addAll(page.entries());
            cursor = page.next();
            if (cursor == null) {
                return List.copyOf(entries);
            }
            assertThat(pages).as("pages of one scan").isLessThan(MOST_PAGES);
        }
    }
}
