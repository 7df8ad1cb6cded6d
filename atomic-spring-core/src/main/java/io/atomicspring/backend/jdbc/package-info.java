/**
 * The backend on a SQL database, over the {@code DataSource} the application has.
 *
 * <p>{@link io.atomicspring.backend.jdbc.JdbcBackend} is the entry; {@code Dialect} is what a database does in its own way.
 * Writes go through {@link io.atomicspring.backend.group.GroupApply} and are judged by {@link
 * io.atomicspring.backend.Interpreter}; the database locks, reads and stores rows. SQL lives in
 * {@code io/atomicspring/backend/jdbc/<dialect>/} on the class path: the schema, and the statements by name.
 *
 * <h2>What is stored</h2>
 *
 * <p>Table {@code atomic_entry} (the prefix can be chosen), one row for each key. The columns {@code namespace},
 * {@code space}, {@code partition_key}, {@code sort_key} are the UTF-8 bytes of the key, so their order is the order of keys.
 *
 * <table>
 * <caption>The other columns</caption>
 * <tr><th>column</th><th>an entry</th><th>the tombstone of a removed entry</th></tr>
 * <tr><td>{@code version}</td><td>its version</td><td>the highest version the key had</td></tr>
 * <tr><td>{@code expires_ms}</td><td>when it expires, in milliseconds since the epoch; null for never</td>
 *     <td>until when the tombstone is kept: ten minutes after the removal</td></tr>
 * <tr><td>{@code document}</td><td>one byte 1, the format's version, then {@link io.atomicspring.backend.ValueCodec}'s
 *     bytes</td><td>null</td></tr>
 * <tr><td>{@code operations}</td><td>the log of the last writes, newest first, 25 bytes each: operation id (16), branch (1),
 *     version (8, big-endian)</td><td>null</td></tr>
 * </table>
 *
 * <p>Table {@code atomic_meta} holds the version of the schema and, for each namespace, the <em>floor</em>: the highest
 * version of a row that was ever purged. A key without a row starts above it, so versions rise also across a purge and a
 * clock that was set back.
 *
 * <p>There is no index on the expiry: it would make every lock and every removal about half as fast. A purge walks the
 * primary key instead, a stretch at a time, without holding the write lock.
 */
@NullMarked
package io.atomicspring.backend.jdbc;

import org.jspecify.annotations.NullMarked;
