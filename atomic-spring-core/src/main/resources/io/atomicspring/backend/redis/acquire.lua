-- Shape.Acquire: absent -> put owner, holder, since; expires.
-- KEYS entry, floor [, index]   ARGV size and log record, owner, holder, lease ms [, sort]
local key = KEYS[1]
local past = 0
local m = call('HGET', key, 'm')
if m then
  local stored, expires = struct.unpack('>I7I6', m)
  if expires == 0 or expires > ms then
    --> log.lua
    local branch, made = recognised(m, string.sub(ARGV[1], 4, 13), stored)
    if branch then
      return {2, ms, branch, made, 0, 0}
    end
    return {1, ms, 0, 0, call('HGETALL', key)}
  end
  past = stored
end
local version = call('INCR', KEYS[2])
if version < now or version <= past then
  version = math.max(now - now % 10000 + 9999, past + 1)
  call('SET', KEYS[2], version)
end
local life = KEYS[3] and index_add(KEYS[3], ARGV[5])
if m then
  call('DEL', key)
end
local head = struct.pack('>I6I7I6', ms, version, ms + ARGV[4])
-- Concatenation writes up to 14 digits exactly.
call('HSET', key, 'm', string.sub(head, 7) .. ARGV[1], '.owner', ARGV[2], '.holder', ARGV[3], '.since', 'n' .. ms)
call('PEXPIRE', key, ARGV[4])
if life then
  index_until(KEYS[3], life, ARGV[4])
end
return head
