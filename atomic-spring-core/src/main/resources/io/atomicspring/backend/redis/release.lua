-- Shape.Release: the owner's -> removed.
-- KEYS entry, floor [, index]   ARGV operation, owner [, sort]
local key = KEYS[1]
local found = call('HMGET', key, 'm', '.owner')
local m = found[1]
if not m then
  return {1, ms, 0, 0, 0}
end
local version, expires = struct.unpack('>I7I6', m)
if expires ~= 0 and expires <= ms then
  return {1, ms, 0, 0, 0}
end
if string.find(m, ARGV[1], 17, true) then
  --> log.lua
  local branch, made = recognised(m, ARGV[1], version)
  if branch then
    return {2, ms, branch, made, 0, 0}
  end
end
if found[2] ~= ARGV[2] then
  return {1, ms, 0, 0, call('HGETALL', key)}
end
-- The floor is at or above the version of every entry that expires already.
local past = expires == 0 and tonumber(call('GET', KEYS[2]) or 0)
if KEYS[3] then
  call('ZREM', KEYS[3], ARGV[3])
end
call('DEL', key)
if past and version > past then
  call('SET', KEYS[2], version)
end
return struct.pack('>I6I7', ms, version)
