package io.atomicspring.backend.redis;

import java.util.ArrayList;
import java.util.List;

/** The scripts of the backend. */
final class Scripts {

    /** How the scripts read the server's clock; tests put another expression in its place to move time. */
    static final String CLOCK = "redis.call('TIME')";

    final Script commit;
    final Shaped acquire;
    final Shaped renew;
    final Shaped release;
    final Shaped add;
    final Script read;
    final Script scan;
    final Script sweep;

    /** A hand-written script, without what only entries with a sort need, and with it. */
    record Shaped(Script plain, Script sorted) {
        Script forKeys(byte[][] keys) {
            return keys.length < 3 ? plain : sorted;
        }
    }

    Scripts(String clock) {
        commit = Script.of(
                clock,
                "time.lua",
                "log.lua",
                "index.lua",
                "decimal.lua",
                "codec.lua",
                "evaluate.lua",
                "patch.lua",
                "commit.lua");
        acquire = shaped(clock, "time.lua", "acquire.lua");
        renew = shaped(clock, "time.lua", "renew.lua");
        release = shaped(clock, "time.lua", "release.lua");
        add = shaped(clock, "time.lua", "add.lua");
        read = Script.of(clock, "time.lua", "read.lua");
        scan = Script.of(clock, "time.lua", "scan.lua");
        sweep = Script.of(clock, "time.lua", "sweep.lua");
    }

    private static Shaped shaped(String clock, String... files) {
        List<String> sorted = new ArrayList<>(List.of(files));
        sorted.add(1, "index.lua");
        return new Shaped(Script.of(clock, files), Script.of(clock, sorted.toArray(String[]::new)));
    }
}
