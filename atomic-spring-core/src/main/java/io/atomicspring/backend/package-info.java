/**
 * The SPI: one indivisible write, described as data.
 *
 * <p>A {@link io.atomicspring.backend.Write} is a key and an ordered list of branches, each a guard and a change; a
 * {@link io.atomicspring.backend.Backend} applies it as one indivisible step and answers with an
 * {@link io.atomicspring.backend.Outcome}. The {@link io.atomicspring.backend.Interpreter} is the meaning of every write: a
 * store may compile writes to its own language, but must give the interpreter's answer. Read {@code Backend} first, then
 * {@code Write}.
 */
@NullMarked
package io.atomicspring.backend;

import org.jspecify.annotations.NullMarked;
