-- The tables of Atomic Spring on SQLite, version 1 of the schema. Safe to run again.
-- Replace ${prefix} by the table prefix (atomic_ by default) when you run it by hand.
-- The columns are explained on the page of the package io.atomicspring.backend.jdbc.

CREATE TABLE IF NOT EXISTS ${prefix}entry (
    namespace     BLOB    NOT NULL,
    space         BLOB    NOT NULL,
    partition_key BLOB    NOT NULL,
    sort_key      BLOB    NOT NULL,
    version       INTEGER NOT NULL,
    expires_ms    INTEGER,
    document      BLOB,
    operations    BLOB,
    PRIMARY KEY (namespace, space, partition_key, sort_key)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS ${prefix}meta (
    namespace BLOB    NOT NULL,
    name      TEXT    NOT NULL,
    value     INTEGER NOT NULL,
    PRIMARY KEY (namespace, name)
) WITHOUT ROWID;

INSERT INTO ${prefix}meta (namespace, name, value) VALUES (x'', 'schema', 1) ON CONFLICT DO NOTHING;
