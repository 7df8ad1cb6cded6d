/**
 * One commit over parts: every service, and every lease, hands over a {@link io.atomicspring.commit.CommitPart}, and
 * {@link io.atomicspring.commit.Commits} applies them all at one moment or not at all. No service knows another; they meet
 * here.
 */
@NullMarked
package io.atomicspring.commit;

import org.jspecify.annotations.NullMarked;
