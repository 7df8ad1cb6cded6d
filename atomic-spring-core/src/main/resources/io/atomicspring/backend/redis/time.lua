-- The store's time, read once per script: `now` in microseconds, `ms` in milliseconds.
-- An entry that starts blank gets the version above its slot's floor; where that is behind the clock, the last microsecond of the clock's
-- 10 ms. So most acquisitions only increment the floor, and versions are at most 10 ms ahead of a clock that was not set back.
-- An entry whose expiry <= ms is absent, even while its key is still there.
local call = redis.call
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local ms = (now - now % 1000) / 1000
