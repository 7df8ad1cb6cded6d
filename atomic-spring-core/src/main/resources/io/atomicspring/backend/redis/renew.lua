-- Shape.Renew: the owner's -> expires anew.
-- KEYS entry, floor [, index]   ARGV operation, owner, lease ms [, versions if more than one]
local key = KEYS[1]
local found = call('HMGET', key, 'v', 'e', '.owner', 'o')
if not found[1] or (found[2] and tonumber(found[2]) <= ms) then
  return {1, ms, 0, 0, 0}
end
local log = found[4]
if string.find(log, ARGV[1], 1, true) then
  local branch, made = recognised(log, ARGV[1], tonumber(found[1]))
  if branch then
    return {2, ms, branch, made, 0, 0}
  end
end
if found[3] ~= ARGV[2] then
  return {1, ms, 0, 0, call('HGETALL', key)}
end
local versions = ARGV[4] or 1
local version = found[1] + versions
local tail = ARGV[4] and struct.pack('>I2', tonumber(versions)) or '\0\1'
local past = call('GET', KEYS[2])
call('HSET', key, 'v', version, 'e', ms + ARGV[3], 'o', ARGV[1] .. tail .. string.sub(log, 1, 48))
call('PEXPIRE', key, ARGV[3])
if not past or version > tonumber(past) then
  call('SET', KEYS[2], version)
end
if KEYS[3] then
  call('PEXPIRE', KEYS[3], ARGV[3], 'GT')
end
return struct.pack('>I6I7', ms, version)
