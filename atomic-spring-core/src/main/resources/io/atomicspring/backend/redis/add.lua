-- Shape.Add: add to the number; the expiry stays.
-- KEYS entry, floor [, index]
-- ARGV log record, amount, whether the amount is a plain integer (1 0), versions, images, size of an entry with only the
-- number [, sort]
local key = KEYS[1]
local found = call('HMGET', key, 'v', 'e', 'o', 'z', '.n')
local stored, expires, old = found[1], found[2], found[5]
local live = stored and (not expires or tonumber(expires) > ms)
local after = ARGV[5] == '2'
local log, size = '', ARGV[6]
if live then
  log, size = found[3], found[4]
  local operation = string.sub(ARGV[1], 1, 14)
  if string.find(log, operation, 1, true) then
    local branch, made = recognised(log, operation, tonumber(stored))
    if branch then
      return {2, ms, branch, made, 0, after and call('HGETALL', key) or 0}
    end
  end
  if old and string.byte(old) ~= 110 then
    return {1, ms, 0, 1, call('HGETALL', key)}
  end
else
  expires, old = false, false
end
local text = old and string.sub(old, 2) or '0'
local sum
if ARGV[3] == '1' and #text < 15 and not string.find(text, 'e', 1, true) then
  sum = text + ARGV[2]
  -- Concatenation writes up to 14 digits exactly.
  sum = sum < 1e14 and sum > -1e14 and 'n' .. sum
end
if not sum then
  local exact = decimals()
  sum = exact(text, ARGV[2], false)
  if not sum then
    return {1, ms, 0, 4, live and call('HGETALL', key) or 0}
  end
  sum = 'n' .. sum
end
local version
if live then
  version = stored + ARGV[4]
  log = ARGV[1] .. string.sub(log, 1, 48)
  if old then
    call('HSET', key, 'v', version, 'o', log, '.n', sum)
  else
    size = size + 23
    if size > 400000 then
      return {1, ms, 0, 5, call('HGETALL', key)}
    end
    call('HSET', key, 'v', version, 'o', log, '.n', sum, 'z', size)
  end
  if expires then
    local past = call('GET', KEYS[2])
    if not past or version > tonumber(past) then
      call('SET', KEYS[2], version)
    end
  end
else
  local past = math.max(call('GET', KEYS[2]) or 0, stored or 0)
  version = (now > past and now or past + 1) + ARGV[4] - 1
  local life = KEYS[3] and index_add(KEYS[3], ARGV[7])
  if stored then
    call('DEL', key)
  end
  call('HSET', key, 'v', version, 'o', ARGV[1], 'z', size, '.n', sum)
  if life then
    index_until(KEYS[3], life, nil)
  end
end
if not after then
  return struct.pack('>I6I7', ms, version)
end
-- An entry of exactly this size holds nothing but the number.
if size == ARGV[6] then
  return struct.pack('>I6I7I6', ms, version, expires or 0) .. sum
end
return {0, ms, 0, version, 0, call('HGETALL', key)}
