-- A page of a partition.
-- KEYS index, entry without a sort   ARGV direction (+ -), from, to (bounds of ZRANGEBYLEX), limit, whether the entry
-- without a sort is wanted (1 0), what entry keys begin with
-- Reply: 1 if there is more, the last sort that was looked at, then sort, fields, sort, fields ...
-- At most `limit` entries, 1000 sorts and about 4 MB.
local limit, bytes, seen = tonumber(ARGV[4]), 0, 0
local reply = {0, ''}

local function take(sort, key)
  local fields = call('HGETALL', key)
  local live, size = #fields > 0, 0
  for at = 1, #fields, 2 do
    if fields[at] == 'm' then
      local _, expires, own_size = struct.unpack('>I7I6I3', fields[at + 1])
      live, size = expires == 0 or expires > ms, own_size
      break
    end
  end
  reply[2] = sort
  if live then
    bytes = bytes + size
    reply[#reply + 1] = sort
    reply[#reply + 1] = fields
  end
  return #fields > 0
end

local function full()
  return #reply >= 2 + 2 * limit or bytes > 4000000 or seen >= 1000
end

if ARGV[1] == '+' and ARGV[5] == '1' then
  take('', KEYS[2])
end
local command = ARGV[1] == '+' and 'ZRANGEBYLEX' or 'ZREVRANGEBYLEX'
local from, more = ARGV[2], true
while more do
  -- One more than wanted tells whether the page is the last.
  local wanted = limit - (#reply - 2) / 2
  local sorts = call(command, KEYS[1], from, ARGV[3], 'LIMIT', 0, wanted + 1)
  more = #sorts > wanted
  local dead = {}
  for i = 1, math.min(#sorts, wanted) do
    if full() then
      more = true
      break
    end
    seen = seen + 1
    if not take(sorts[i], ARGV[6] .. sorts[i]) then
      dead[#dead + 1] = sorts[i]
    end
    from = '(' .. sorts[i]
  end
  if #dead > 0 then
    call('ZREM', KEYS[1], unpack(dead))
  end
  if full() then
    break
  end
end
if not more and ARGV[1] == '-' and ARGV[5] == '1' then
  if full() then
    more = call('EXISTS', KEYS[2]) == 1
  else
    take('', KEYS[2])
  end
end
reply[1] = more and 1 or 0
return reply
