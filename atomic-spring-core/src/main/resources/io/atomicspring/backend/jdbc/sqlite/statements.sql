-- What the SQLite dialect asks, by name. ${prefix} is the prefix of the tables.

-- name: begin
BEGIN

-- The write lock is taken now and not at the first write: a transaction that read before cannot always get it any more.
-- name: begin-write
BEGIN IMMEDIATE

-- name: commit
COMMIT

-- name: rollback
ROLLBACK

-- name: read
SELECT version, expires_ms, document, operations
  FROM ${prefix}entry
 WHERE namespace = ? AND space = ? AND partition_key = ? AND sort_key = ?

-- name: write
INSERT INTO ${prefix}entry
       (namespace, space, partition_key, sort_key, version, expires_ms, document, operations)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (namespace, space, partition_key, sort_key) DO UPDATE
   SET version = excluded.version,
       expires_ms = excluded.expires_ms,
       document = excluded.document,
       operations = excluded.operations

-- name: drop
DELETE FROM ${prefix}entry
 WHERE namespace = ? AND space = ? AND partition_key = ? AND sort_key = ?

-- name: floor
SELECT value FROM ${prefix}meta WHERE namespace = ? AND name = 'floor'

-- name: raise-floor
INSERT INTO ${prefix}meta (namespace, name, value)
VALUES (?, 'floor', ?)
    ON CONFLICT (namespace, name) DO UPDATE
   SET value = max(value, excluded.value)

-- The bounds are bytes; the second one is not included. Every sort is below the single byte FF, which UTF-8 never uses.
-- name: scan-ascending
SELECT sort_key, version, expires_ms, document
  FROM ${prefix}entry
 WHERE namespace = ? AND space = ? AND partition_key = ? AND sort_key >= ? AND sort_key < ?
   AND document IS NOT NULL AND (expires_ms IS NULL OR expires_ms > ?)
 ORDER BY sort_key
 LIMIT ?

-- name: scan-descending
SELECT sort_key, version, expires_ms, document
  FROM ${prefix}entry
 WHERE namespace = ? AND space = ? AND partition_key = ? AND sort_key >= ? AND sort_key < ?
   AND document IS NOT NULL AND (expires_ms IS NULL OR expires_ms > ?)
 ORDER BY sort_key DESC
 LIMIT ?

-- name: scan-space
SELECT partition_key, sort_key, version, expires_ms, document
  FROM ${prefix}entry
 WHERE namespace = ? AND space = ? AND (partition_key, sort_key) > (?, ?)
   AND document IS NOT NULL AND (expires_ms IS NULL OR expires_ms > ?)
 ORDER BY partition_key, sort_key
 LIMIT ?

-- The last key of a stretch of the walk that looks for what can be purged; no row when fewer keys are left.
-- name: purge-stretch
SELECT space, partition_key, sort_key
  FROM ${prefix}entry
 WHERE namespace = ? AND (space, partition_key, sort_key) > (?, ?, ?)
 ORDER BY space, partition_key, sort_key
 LIMIT 1 OFFSET ?

-- Expired entries and old tombstones of a stretch.
-- name: purge-candidates
SELECT space, partition_key, sort_key
  FROM ${prefix}entry
 WHERE namespace = ? AND (space, partition_key, sort_key) > (?, ?, ?) AND (space, partition_key, sort_key) <= (?, ?, ?)
   AND expires_ms <= ?
 ORDER BY space, partition_key, sort_key
 LIMIT ?

-- name: schema-version
SELECT value FROM ${prefix}meta WHERE namespace = x'' AND name = 'schema'

-- Writes nothing, but needs the right to write.
-- name: prove-writable
UPDATE ${prefix}meta SET value = value WHERE namespace = x'' AND name = 'none'
