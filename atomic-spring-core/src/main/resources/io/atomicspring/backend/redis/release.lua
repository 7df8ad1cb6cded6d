-- Shape.Release: the owner's -> removed.
-- KEYS entry, floor [, index]   ARGV operation, owner [, sort]
local key = KEYS[1]
local found = call('HMGET', key, 'v', 'e', '.owner', 'o')
if not found[1] or (found[2] and tonumber(found[2]) <= ms) then
  return {1, ms, 0, 0, 0}
end
local version = tonumber(found[1])
if string.find(found[4], ARGV[1], 1, true) then
  local branch, made = recognised(found[4], ARGV[1], version)
  if branch then
    return {2, ms, branch, made, 0, 0}
  end
end
if found[3] ~= ARGV[2] then
  return {1, ms, 0, 0, call('HGETALL', key)}
end
-- The floor is at or above the version of every entry that expires already.
local past = not found[2] and tonumber(call('GET', KEYS[2]) or 0)
if KEYS[3] then
  call('ZREM', KEYS[3], ARGV[3])
end
call('DEL', key)
if past and version > past then
  call('SET', KEYS[2], version)
end
return struct.pack('>I6I7', ms, version)
