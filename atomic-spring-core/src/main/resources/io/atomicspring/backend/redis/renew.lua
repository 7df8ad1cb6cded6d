-- Shape.Renew: the owner's -> expires anew.
-- KEYS entry, floor [, index]   ARGV operation, owner, lease ms, versions
local key = KEYS[1]
local found = redis.call('HMGET', key, 'v', 'e', '.owner', 'o', 'q')
if not found[1] or (found[2] and tonumber(found[2]) <= ms) then
  return {1, ms, 0, 0, 0}
end
local version = tonumber(found[1])
local log = found[4] .. (found[5] or '')
local branch, made = recognised(log, ARGV[1], version)
if branch then
  return {2, ms, branch, made, 0, 0}
end
if found[3] ~= ARGV[2] then
  return {1, ms, 0, 0, redis.call('HGETALL', key)}
end
version = version + ARGV[4]
local recent, oldest = log_with(log, ARGV[1], 0, tonumber(ARGV[4]))
local past = tonumber(redis.call('GET', KEYS[2]) or 0)
if oldest == '' then
  redis.call('HSET', key, 'v', version, 'e', ms + ARGV[3], 'o', recent)
else
  redis.call('HSET', key, 'v', version, 'e', ms + ARGV[3], 'o', recent, 'q', oldest)
end
redis.call('PEXPIRE', key, ARGV[3])
if version > past then
  redis.call('SET', KEYS[2], version)
end
if KEYS[3] then
  redis.call('PEXPIRE', KEYS[3], ARGV[3], 'GT')
end
return {0, ms, 0, version, 0, 0}
