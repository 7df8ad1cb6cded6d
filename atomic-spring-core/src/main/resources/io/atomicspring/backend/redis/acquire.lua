-- Shape.Acquire: absent -> put owner, holder, since; expires.
-- KEYS entry, floor [, index]   ARGV operation, owner, holder, lease ms, size [, sort [, versions if more than one]]
local key = KEYS[1]
local past = 0
local stored = call('HGET', key, 'v')
if stored then
  local found = call('HMGET', key, 'e', 'o')
  stored = tonumber(stored)
  if not found[1] or tonumber(found[1]) > ms then
    local branch, made = recognised(found[2], ARGV[1], stored)
    if branch then
      return {2, ms, branch, made, 0, 0}
    end
    return {1, ms, 0, 0, call('HGETALL', key)}
  end
  past = stored
end
local more, tail = 0, '\0\1'
if ARGV[7] then
  more, tail = ARGV[7] - 1, struct.pack('>I2', tonumber(ARGV[7]))
end
local version = (now > past and now or past + 1) + more
local before = call('SET', KEYS[2], version, 'GET')
if before and tonumber(before) >= version - more then
  -- The clock is behind a version that was given out.
  version = before + 1 + more
  call('SET', KEYS[2], version)
end
local life = KEYS[3] and index_add(KEYS[3], ARGV[6])
if stored then
  call('DEL', key)
end
-- The microseconds as ExactDecimal writes them; concatenation writes up to 14 digits exactly.
local since, exponent = ms, 3
while since % 10 == 0 do
  since, exponent = since / 10, exponent + 1
end
since = ms < 1e12 and string.format('%.0f', ms * 1000) or since .. 'e' .. exponent
call('HSET', key, 'v', version, 'e', ms + ARGV[4], 'z', ARGV[5], 'o', ARGV[1] .. tail,
  '.owner', ARGV[2], '.holder', ARGV[3], '.since', 'n' .. since)
call('PEXPIRE', key, ARGV[4])
if life then
  index_until(KEYS[3], life, ARGV[4])
end
return struct.pack('>I6I7', ms, version)
