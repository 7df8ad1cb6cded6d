-- Shape.Renew: the owner's -> expires anew.
-- KEYS entry, floor [, index]   ARGV log record, owner, lease ms
local key = KEYS[1]
local found = call('HMGET', key, 'm', '.owner')
local m = found[1]
if not m then
  return {1, ms, 0, 0, 0}
end
local stored, expires, size = struct.unpack('>I7I6I3', m)
if expires ~= 0 and expires <= ms then
  return {1, ms, 0, 0, 0}
end
local operation = string.sub(ARGV[1], 1, 10)
if string.find(m, operation, 17, true) then
  --> log.lua
  local branch, made = recognised(m, operation, stored)
  if branch then
    return {2, ms, branch, made, 0, 0}
  end
end
if found[2] ~= ARGV[2] then
  return {1, ms, 0, 0, call('HGETALL', key)}
end
local version = stored + 1
local past = call('GET', KEYS[2])
local head = struct.pack('>I6I7I6I3', ms, version, ms + ARGV[3], size)
call('HSET', key, 'm', string.sub(head, 7) .. ARGV[1] .. string.sub(m, 17, 52))
call('PEXPIRE', key, ARGV[3])
if not past or version > tonumber(past) then
  call('SET', KEYS[2], version)
end
if KEYS[3] then
  call('PEXPIRE', KEYS[3], ARGV[3], 'GT')
end
return head
