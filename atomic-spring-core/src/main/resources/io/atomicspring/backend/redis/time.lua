-- The store's time, read once per script: `now` in microseconds, `ms` in milliseconds.
-- An entry with e <= ms is absent, even while its key is still there.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local ms = clock[1] * 1000 + math.floor(clock[2] / 1000)
