-- Shape.Add: add to the number; the expiry stays.
-- KEYS entry, floor [, index]
-- ARGV log record, amount, size of an entry with only the number [, sort, 0 if the amount is no plain integer, 0 for no image]
local key = KEYS[1]
local found = call('HMGET', key, 'm', '.n')
local m, old = found[1], found[2]
local stored, expires, size, live
if m then
  stored, expires, size = struct.unpack('>I7I6I3', m)
  live = expires == 0 or expires > ms
end
local after = ARGV[6] ~= '0'
if live then
  local operation = string.sub(ARGV[1], 1, 10)
  if string.find(m, operation, 17, true) then
    --> log.lua
    local branch, made = recognised(m, operation, stored)
    if branch then
      return {2, ms, branch, made, 0, after and call('HGETALL', key) or 0}
    end
  end
  if old and string.byte(old) ~= 110 then
    return {1, ms, 0, 1, call('HGETALL', key)}
  end
else
  expires, old = 0, false
end
local text = old and string.sub(old, 2) or '0'
local sum
if ARGV[5] ~= '0' and #text < 15 and not string.find(text, 'e', 1, true) then
  sum = text + ARGV[2]
  -- Concatenation writes up to 14 digits exactly.
  sum = sum < 1e14 and sum > -1e14 and 'n' .. sum
end
if not sum then
  --> decimal.lua
  local exact = decimals()
  sum = exact(text, ARGV[2], false)
  if not sum then
    return {1, ms, 0, 4, live and call('HGETALL', key) or 0}
  end
  sum = 'n' .. sum
end
local alone = tonumber(ARGV[3])
local head
if live then
  if not old then
    size = size + 23
    if size > 400000 then
      return {1, ms, 0, 5, call('HGETALL', key)}
    end
  end
  local version = stored + 1
  head = struct.pack('>I6I7I6I3', ms, version, expires, size)
  call('HSET', key, 'm', string.sub(head, 7) .. ARGV[1] .. string.sub(m, 17, 52), '.n', sum)
  if expires > 0 then
    local past = call('GET', KEYS[2])
    if not past or version > tonumber(past) then
      call('SET', KEYS[2], version)
    end
  end
else
  size = alone
  local version = (call('GET', KEYS[2]) or 0) + 1
  if version < now or version <= (stored or 0) then
    version = math.max(now - now % 10000 + 9999, (stored or 0) + 1)
  end
  head = struct.pack('>I6I7I6I3', ms, version, 0, size)
  local life = KEYS[3] and index_add(KEYS[3], ARGV[4])
  if m then
    call('DEL', key)
  end
  call('HSET', key, 'm', string.sub(head, 7) .. ARGV[1], '.n', sum)
  if life then
    index_until(KEYS[3], life, nil)
  end
end
if not after then
  return head
end
-- An entry of exactly this size holds nothing but the number.
if size == alone then
  return head .. sum
end
return {0, ms, 0, struct.unpack('>I7', head, 7), 0, call('HGETALL', key)}
