/**
 * The SPI: one indivisible write, described as data.
 *
 * <p>A {@link io.atomicspring.backend.Write} is a key and an ordered list of branches, each a guard and a change; a
 * {@link io.atomicspring.backend.Backend} applies it as one indivisible step and answers with an
 * {@link io.atomicspring.backend.Outcome}. The {@link io.atomicspring.backend.Interpreter} is the meaning of every write: a
 * store may compile writes to its own language, but must give the interpreter's answer. Read {@code Backend} first, then
 * {@code Write}.
 *
 * <p>Every backend keeps these laws. Comments cite them by number, and each is a part of the contract that the module
 * {@code atomic-spring-test} publishes.
 *
 * <ol>
 *   <li><em>Liveness</em>: from its expiry on an entry is absent to reads, guards and scans, swept or not.
 *   <li><em>First match</em>: guard and change see the same state, and at most one branch is applied.
 *   <li><em>Blank start</em>: a change of an absent entry begins with nothing; nothing of a dead entry shines through.
 *   <li><em>Versions only rise</em>, for a key, also across its removal and expiry. Every put and patch raises the version; a
 *       check does not. So the version is a fencing token too.
 *   <li><em>All or none</em>: no read sees half of a commit, and a refused one names every write that failed, why, and the
 *       entry that stood in the way. A commit changes a key once.
 *   <li><em>Honest refusal</em>: refused, unavailable and unknown are three different answers; every call has a deadline, and a
 *       write that is sent again is recognised if it took effect.
 *   <li><em>Order</em>: keys compare as unsigned UTF-8 bytes, and different keys never meet, whatever their characters.
 *   <li><em>Numbers</em> are exact decimals of up to 38 digits; a result that does not fit is refused, never rounded.
 *   <li><em>Time</em>: callers pass durations; the backend adds them to the store's clock, if it has one, to the millisecond.
 *   <li><em>Limits</em> are the same everywhere and checked before any I/O: {@link io.atomicspring.backend.Limits}.
 * </ol>
 */
@NullMarked
package io.atomicspring.backend;

import org.jspecify.annotations.NullMarked;
