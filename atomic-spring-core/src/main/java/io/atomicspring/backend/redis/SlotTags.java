package io.atomicspring.backend.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;

/** For every cluster slot a short text that lies in it, so that a slot can have a key of its own. */
final class SlotTags {

    private static final String[] TAGS = find();

    private SlotTags() {}

    static String of(int slot) {
        return TAGS[slot];
    }

    /** The lowest number for each slot: the same on every node, and found once in some milliseconds. */
    private static String[] find() {
        String[] tags = new String[SlotHash.SLOT_COUNT];
        int missing = tags.length;
        for (int number = 0; missing > 0; number++) {
            String tag = Integer.toString(number);
            int slot = SlotHash.getSlot(tag.getBytes(StandardCharsets.US_ASCII));
            if (tags[slot] == null) {
                tags[slot] = tag;
                missing--;
            }
        }
        return tags;
    }
}
