/**
 * Which store the application uses: one slice per backend offers a {@code BackendCandidate}, and {@code BackendSelection}
 * takes the one that {@code atomic.backend} names, or the only one there is. What stands in the way is a
 * {@code SelectionProblem}, shown at start-up with what to do.
 */
@NullMarked
package io.atomicspring.boot.autoconfigure.backend;

import org.jspecify.annotations.NullMarked;
