package io.atomicspring.backend.redis;

/** Lua expressions that stand in for the server's clock, so that a test moves time in either direction without waiting. */
final class TestClock {

    private TestClock() {}

    /** The server's time plus the microseconds that a key holds. */
    static String shiftedBy(String key) {
        return """
                (function()
                  local time = redis.call('TIME')
                  local micros = time[1] * 1000000 + time[2] + (redis.call('GET', '%s') or 0)
                  return {math.floor(micros / 1000000), micros %% 1000000}
                end)()""".formatted(key);
    }

    /** The microseconds that a key holds. */
    static String setBy(String key) {
        return """
                (function()
                  local micros = tonumber(redis.call('GET', '%s'))
                  return {math.floor(micros / 1000000), micros %% 1000000}
                end)()""".formatted(key);
    }
}
