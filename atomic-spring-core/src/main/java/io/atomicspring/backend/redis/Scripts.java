package io.atomicspring.backend.redis;

/** The scripts of the backend. */
final class Scripts {

    /** How the scripts read the server's clock; tests put another expression in its place to move time. */
    static final String CLOCK = "redis.call('TIME')";

    final Script commit;
    final Script acquire;
    final Script renew;
    final Script release;
    final Script add;
    final Script read;
    final Script scan;
    final Script sweep;

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
        acquire = Script.of(clock, "time.lua", "log.lua", "index.lua", "acquire.lua");
        renew = Script.of(clock, "time.lua", "log.lua", "renew.lua");
        release = Script.of(clock, "time.lua", "log.lua", "release.lua");
        add = Script.of(clock, "time.lua", "log.lua", "index.lua", "decimal.lua", "add.lua");
        read = Script.of(clock, "time.lua", "read.lua");
        scan = Script.of(clock, "time.lua", "scan.lua");
        sweep = Script.of(clock, "sweep.lua");
    }
}
