package io.atomicspring.backend.redis;

import io.atomicspring.backend.BackendSetupException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server says about itself in INFO. */
record ServerInfo(Map<String, String> fields) {

    private static final int OLDEST_MAJOR_VERSION = 7;
    private static final Pattern NUMBERED = Pattern.compile("([0-9]{1,9})\\.");

    static ServerInfo parse(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new ServerInfo(Map.copyOf(fields));
    }

    /** Refuses servers whose scripts lack what ours need. A version of a form that we do not know is let pass. */
    void requireVersion() {
        String version = fields.getOrDefault("redis_version", "");
        Matcher numbered = NUMBERED.matcher(version);
        if (numbered.lookingAt() && Integer.parseInt(numbered.group(1)) < OLDEST_MAJOR_VERSION) {
            throw new BackendSetupException(
                    "The server is Redis '" + version
                            + "'; Redis 7.0 or newer, or Valkey, is needed. Update the server.",
                    null);
        }
    }

    /** Tells if the server may throw our entries away when its memory is full. */
    Optional<String> evictionWarning() {
        String policy = fields.getOrDefault("maxmemory_policy", "noeviction");
        boolean bounded = !fields.getOrDefault("maxmemory", "0").equals("0");
        return bounded && !policy.equals("noeviction")
                ? Optional.of(
                        "Redis may evict locks, counters and other entries when its memory is full: maxmemory-policy is '"
                                + policy + "'. Set it to 'noeviction', or use a server of its own.")
                : Optional.empty();
    }
}
