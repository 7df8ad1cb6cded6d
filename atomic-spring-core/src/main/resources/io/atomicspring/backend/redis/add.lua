-- Shape.Add: add to the number; the expiry stays.
-- KEYS entry, floor [, index]   ARGV operation, amount, versions, images, size of an entry with only the number [, sort]
local key = KEYS[1]
local found = redis.call('HMGET', key, 'v', 'e', 'o', 'q', 'z', '.n')
local stored, expires, log = found[1], found[2], found[3]
local live = stored and (not expires or tonumber(expires) > ms)
local version = tonumber(stored or 0)
local text = '0'
local size = ARGV[5]
if live then
  if found[4] then
    log = log .. found[4]
  end
  local branch, made = recognised(log, ARGV[1], version)
  if branch then
    return {2, ms, branch, made, 0, ARGV[4] == '2' and redis.call('HGETALL', key) or 0}
  end
  size = found[5]
  if found[6] then
    if string.byte(found[6]) ~= 110 then
      return {1, ms, 0, 1, redis.call('HGETALL', key)}
    end
    text = string.sub(found[6], 2)
  end
else
  log, expires = '', false
end
local sum
if #text < 16 and #ARGV[2] < 16 and not string.find(text, 'e', 1, true) and not string.find(ARGV[2], 'e', 1, true) then
  local plain = text + ARGV[2]
  if plain < 1e15 and plain > -1e15 then
    sum = string.format('%.0f', plain)
  end
end
sum = sum or decimal_sum(text, ARGV[2], false)
if not sum then
  return {1, ms, 0, 4, live and redis.call('HGETALL', key) or 0}
end
if live and not found[6] then
  size = size + 23
  if size > 400000 then
    return {1, ms, 0, 5, redis.call('HGETALL', key)}
  end
end
local life
local past
if live then
  version = version + ARGV[3]
  past = expires and tonumber(redis.call('GET', KEYS[2]) or 0)
else
  past = tonumber(redis.call('GET', KEYS[2]) or 0)
  if version > past then
    past = version
  end
  version = (now > past and now or past + 1) + ARGV[3] - 1
  if KEYS[3] then
    life = index_add(KEYS[3], ARGV[6])
  end
  if stored then
    redis.call('DEL', key)
  end
end
local recent, oldest = log_with(log, ARGV[1], 0, tonumber(ARGV[3]))
sum = 'n' .. sum
if oldest ~= '' then
  redis.call('HSET', key, 'v', version, 'o', recent, 'q', oldest, 'z', size, '.n', sum)
else
  redis.call('HSET', key, 'v', version, 'o', recent, 'z', size, '.n', sum)
end
if expires and version > past then
  redis.call('SET', KEYS[2], version)
end
if life then
  index_until(KEYS[3], life, nil)
end
if ARGV[4] ~= '2' then
  return {0, ms, 0, version, 0, 0}
end
-- An entry of exactly this size holds nothing but the number.
if size == ARGV[5] then
  return {0, ms, 0, version, 0, {'v', string.format('%.0f', version), 'e', expires or '', '.n', sum}}
end
return {0, ms, 0, version, 0, redis.call('HGETALL', key)}
