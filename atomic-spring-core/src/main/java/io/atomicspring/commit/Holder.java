package io.atomicspring.commit;

/**
 * Something that a commit may require to be held still when it goes through, such as a lease.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Holder {

    /** A part that changes nothing and refuses the commit once it is no longer held. */
    CommitPart holding();
}
