-- Shape.Acquire: absent -> put owner, holder, since; expires.
-- KEYS entry, floor [, index]   ARGV operation, owner, holder, lease ms, versions, size [, sort]
local key = KEYS[1]
local found = redis.call('HMGET', key, 'v', 'e', 'o', 'q')
local past = tonumber(redis.call('GET', KEYS[2]) or 0)
if found[1] then
  local version = tonumber(found[1])
  if not found[2] or tonumber(found[2]) > ms then
    local branch, made = recognised(found[3] .. (found[4] or ''), ARGV[1], version)
    if branch then
      return {2, ms, branch, made, 0, 0}
    end
    return {1, ms, 0, 0, redis.call('HGETALL', key)}
  end
  if version > past then
    past = version
  end
end
local version = (now > past and now or past + 1) + ARGV[5] - 1
local life
if KEYS[3] then
  life = index_add(KEYS[3], ARGV[7])
end
if found[1] then
  redis.call('DEL', key)
end
local since = string.format('%.0f', ms) .. '000'
if #since > 15 then
  local digits = string.gsub(since, '0+$', '')
  since = digits .. 'e' .. (#since - #digits)
end
redis.call('HSET', key, 'v', version, 'e', ms + ARGV[4], 'z', ARGV[6],
  'o', ARGV[1] .. struct.pack('>I2', tonumber(ARGV[5])),
  '.owner', ARGV[2], '.holder', ARGV[3], '.since', 'n' .. since)
redis.call('PEXPIRE', key, ARGV[4])
redis.call('SET', KEYS[2], version)
if KEYS[3] then
  index_until(KEYS[3], life, ARGV[4])
end
return {0, ms, 0, version, 0, 0}
