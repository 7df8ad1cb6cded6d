-- Removes the sorts of entries that are gone from an index.
-- KEYS index   ARGV from (a bound of ZRANGEBYLEX), how many sorts to look at, what entry keys begin with
-- Reply: sorts removed, the last one looked at or '' at the end.
local sorts = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])
local dead = {}
for i = 1, #sorts do
  if redis.call('EXISTS', ARGV[3] .. sorts[i]) == 0 then
    dead[#dead + 1] = sorts[i]
  end
end
if #dead > 0 then
  redis.call('ZREM', KEYS[1], unpack(dead))
end
return {#dead, #sorts == tonumber(ARGV[2]) and sorts[#sorts] or ''}
