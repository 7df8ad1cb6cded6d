-- Shape.Acquire: absent -> put owner, holder, since; expires.
-- KEYS entry, floor [, index]   ARGV log record, owner, holder, lease ms, size, versions - 1 [, sort]
local key = KEYS[1]
local past = 0
local stored = call('HGET', key, 'v')
if stored then
  local found = call('HMGET', key, 'e', 'o')
  stored = tonumber(stored)
  if not found[1] or tonumber(found[1]) > ms then
    local branch, made = recognised(found[2], string.sub(ARGV[1], 1, 14), stored)
    if branch then
      return {2, ms, branch, made, 0, 0}
    end
    return {1, ms, 0, 0, call('HGETALL', key)}
  end
  past = stored
end
local version = (now > past and now or past + 1) + ARGV[6]
local before = call('SET', KEYS[2], version, 'GET')
if before and tonumber(before) >= version - ARGV[6] then
  -- The clock is behind a version that was given out.
  version = before + 1 + ARGV[6]
  call('SET', KEYS[2], version)
end
local life = KEYS[3] and index_add(KEYS[3], ARGV[7])
if stored then
  call('DEL', key)
end
-- Concatenation writes up to 14 digits exactly.
call('HSET', key, 'v', version, 'e', ms + ARGV[4], 'z', ARGV[5], 'o', ARGV[1],
  '.owner', ARGV[2], '.holder', ARGV[3], '.since', 'n' .. ms)
call('PEXPIRE', key, ARGV[4])
if life then
  index_until(KEYS[3], life, ARGV[4])
end
return struct.pack('>I6I7', ms, version)
