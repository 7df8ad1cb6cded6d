-- Shape.Renew: the owner's -> expires anew.
-- KEYS entry, floor [, index]   ARGV log record, owner, lease ms, versions
local key = KEYS[1]
local found = call('HMGET', key, 'v', 'e', '.owner', 'o')
if not found[1] or (found[2] and tonumber(found[2]) <= ms) then
  return {1, ms, 0, 0, 0}
end
local log, operation = found[4], string.sub(ARGV[1], 1, 14)
if string.find(log, operation, 1, true) then
  local branch, made = recognised(log, operation, tonumber(found[1]))
  if branch then
    return {2, ms, branch, made, 0, 0}
  end
end
if found[3] ~= ARGV[2] then
  return {1, ms, 0, 0, call('HGETALL', key)}
end
local version = found[1] + ARGV[4]
local past = call('GET', KEYS[2])
call('HSET', key, 'v', version, 'e', ms + ARGV[3], 'o', ARGV[1] .. string.sub(log, 1, 48))
call('PEXPIRE', key, ARGV[3])
if not past or version > tonumber(past) then
  call('SET', KEYS[2], version)
end
if KEYS[3] then
  call('PEXPIRE', KEYS[3], ARGV[3], 'GT')
end
return struct.pack('>I6I7', ms, version)
