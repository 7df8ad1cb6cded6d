-- Shape.Release: the owner's -> removed.
-- KEYS entry, floor [, index]   ARGV operation, owner [, sort]
local key = KEYS[1]
local found = redis.call('HMGET', key, 'v', 'e', '.owner', 'o', 'q')
if not found[1] or (found[2] and tonumber(found[2]) <= ms) then
  return {1, ms, 0, 0, 0}
end
local version = tonumber(found[1])
local branch, made = recognised(found[4] .. (found[5] or ''), ARGV[1], version)
if branch then
  return {2, ms, branch, made, 0, 0}
end
if found[3] ~= ARGV[2] then
  return {1, ms, 0, 0, redis.call('HGETALL', key)}
end
-- The floor is at or above the version of every entry that expires already.
local past = not found[2] and tonumber(redis.call('GET', KEYS[2]) or 0)
if KEYS[3] then
  redis.call('ZREM', KEYS[3], ARGV[3])
end
redis.call('DEL', key)
if past and version > past then
  redis.call('SET', KEYS[2], version)
end
return {0, ms, 0, version, 0, 0}
