-- The store's time, read once per script: `now` in microseconds, `ms` in milliseconds.
-- An entry with e <= ms is absent, even while its key is still there.
local call = redis.call
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local ms = (now - now % 1000) / 1000
