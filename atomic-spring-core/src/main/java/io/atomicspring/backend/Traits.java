package io.atomicspring.backend;

/**
 * What a store is, where stores differ.
 *
 * @param name for messages and health, such as "redis"
 * @param clock whose time decides expiry
 * @param reach who shares the entries
 * @param durability what survives
 * @param commitScope which keys may share a commit
 * @param spaceScan what listing a whole space costs
 * @since 0.1
 */
public record Traits(
        String name, Clock clock, Reach reach, Durability durability, CommitScope commitScope, SpaceScan spaceScan) {

    /** Whose clock decides expiry and gives versions. */
    public enum Clock {
        /** The store's own. */
        STORE,
        /** The clock of the machine this process runs on. */
        NODE
    }

    /** Who sees the same entries. */
    public enum Reach {
        PROCESS,
        HOST,
        NETWORK
    }

    /** What an acknowledged write survives. */
    public enum Durability {
        /** Nothing: it dies with the process. */
        VOLATILE,
        /** As the server is set up: an acknowledged write may be lost in a crash or a failover. */
        SERVER_CONFIGURED,
        /** A crash of this process. */
        PROCESS_CRASH
    }

    /** Which keys may be written in one commit. */
    public enum CommitScope {
        /** Any keys of the backend. */
        BACKEND,
        /** Keys with the same partition. */
        PARTITION
    }

    /** What listing a space costs. */
    public enum SpaceScan {
        /** What is in the space. */
        PROPORTIONAL,
        /** What is in the whole database, whoever owns it. */
        WHOLE_DATABASE
    }
}
