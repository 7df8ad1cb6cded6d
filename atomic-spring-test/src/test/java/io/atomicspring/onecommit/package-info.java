/**
 * What the project is about: one commit across all services, on every backend, also when the process dies. Read
 * {@link io.atomicspring.onecommit.OneCommitContract}.
 */
@NullMarked
package io.atomicspring.onecommit;

import org.jspecify.annotations.NullMarked;
