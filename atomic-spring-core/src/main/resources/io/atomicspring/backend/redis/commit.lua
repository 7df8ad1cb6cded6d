-- One write or all writes of a commit: every check comes before the first write, since scripts do not roll back.
-- KEYS for each write: entry, floor, and the index if the entry has a sort.
-- ARGV for each write: tokens that follow, operation, images (0 none, 1 before, 2 after, 3 both), versions, size of an empty
-- entry, sort, number of branches, and for each branch: tokens, guard, tokens, change.
-- Reply: 0 applied | 1 refused | 2 recognised, ms, results; a result is branch, version, before, after, a refusal index,
-- reason, entry; of a single write they stand in the reply itself.

-- The floors as they were, and as they will be: at or above the versions of all entries that expire or are gone.
local floors, raised = {}, {}

local function floor_of(key)
  local floor = floors[key]
  if not floor then
    floor = tonumber(call('GET', key) or 0)
    floors[key] = floor
  end
  return floor
end

local function raise(key, version)
  if version > floor_of(key) and version > (raised[key] or 0) then
    raised[key] = version
  end
end

-- Decides the write: fills in what is to be done, or returns why not.
local function decide(w)
  pc = w.start + 7
  for branch = 0, ARGV[w.start + 6] - 1 do
    local guard_end = pc + 1 + ARGV[pc]
    pc = pc + 1
    if holds(w) then
      w.branch, pc = branch, guard_end + 1
      break
    end
    pc = guard_end + 1 + ARGV[guard_end]
  end
  if not w.branch then
    return 0
  end
  local change = ARGV[pc]
  w.change, w.made = change, w.version or 0
  if change == 'R' and w.live and not w.expires then
    raise(w.floor, w.version)
  end
  if change == 'R' or change == 'K' then
    return nil
  end
  local expiry = ARGV[pc + 1]
  if expiry == '=' then
    w.expires_next = w.expires
  elseif expiry ~= '-' then
    w.expires_next = ms + expiry
  end
  pc = pc + 2
  if change == 'P' then
    w.size = ARGV[w.start + 4] + ARGV[pc]
    w.set, w.set_from, w.set_to = ARGV, pc + 2, pc + 1 + ARGV[pc + 1]
  else
    w.set = {}
    local size, failure = patch(w)
    if not size then
      return failure
    end
    w.size, w.set_to = size, #w.set
  end
  if w.live then
    w.made = w.version + w.versions
  else
    local first, past = floor_of(w.floor) + 1, w.stored or 0
    if first < now or first <= past then
      first = math.max(now - now % 10000 + 9999, past + 1)
    end
    w.made = first + w.versions - 1
  end
  if w.expires_next then
    raise(w.floor, w.made)
  end
  return nil
end

local function store(w)
  local key, index, expires_next = w.key, w.index, w.expires_next
  local fresh = w.change == 'P' or not w.live
  local life = index and not w.live and index_add(index, w.sort)
  if w.stored and fresh then
    call('DEL', key)
  end
  local m = struct.pack('>I7I6I3', w.made, expires_next or 0, w.size) .. w.operation
    .. struct.pack('>I2', w.branch * 4096 + w.versions) .. string.sub(w.m, 17, 52)
  -- A call takes at most some thousand arguments.
  local upto = math.min(w.set_from + 3999, w.set_to)
  call('HSET', key, 'm', m, unpack(w.set, w.set_from, upto))
  for at = upto + 1, w.set_to, 4000 do
    call('HSET', key, unpack(w.set, at, math.min(at + 3999, w.set_to)))
  end
  if w.unset then
    call('HDEL', key, unpack(w.unset))
  end
  local left = expires_next and expires_next - ms
  if left and (fresh or expires_next ~= w.expires) then
    call('PEXPIRE', key, left)
  elseif w.expires and not left and not fresh then
    call('PERSIST', key)
  end
  if index and (life or expires_next ~= w.expires) then
    index_until(index, life, left)
  end
end

local function image(w, wanted)
  return wanted and w.live and call('HGETALL', w.key) or 0
end

local writes, k, any_recognised = {}, 1, false
while KEYS[k] do
  local m = call('HGET', KEYS[k], 'm')
  local live, stored, expires, size = false, nil, nil, nil
  if m then
    stored, expires, size = struct.unpack('>I7I6I3', m)
    live = expires == 0 or expires > ms
  end
  -- All fields at once, so that the table never grows.
  local w = {
    start = pc,
    operation = ARGV[pc + 1],
    images = ARGV[pc + 2],
    versions = tonumber(ARGV[pc + 3]),
    sort = ARGV[pc + 5],
    key = KEYS[k],
    floor = KEYS[k + 1],
    index = ARGV[pc + 5] ~= '' and KEYS[k + 2] or nil,
    stored = stored,
    live = live,
    version = live and stored,
    expires = live and expires > 0 and expires or nil,
    m = live and m or '',
    size = live and size or tonumber(ARGV[pc + 4]),
    attributes = live and {},
    branch = nil,
    made = nil,
    change = nil,
    expires_next = nil,
    set = nil,
    set_from = 1,
    set_to = 0,
    unset = nil,
    before = 0,
  }
  if live and string.find(m, w.operation, 17, true) then
    w.branch, w.made = recognised(m, w.operation, stored)
    any_recognised = any_recognised or w.branch ~= nil
  end
  writes[#writes + 1] = w
  k = k + (w.index and 3 or 2)
  pc = pc + ARGV[pc] + 1
end

local single = #writes == 1
local reply = {0, ms}

if any_recognised then
  reply[1] = 2
  for _, w in ipairs(writes) do
    local after = image(w, (w.images == '2' or w.images == '3'))
    if single then
      return {2, ms, w.branch, w.made, 0, after}
    end
    reply[#reply + 1] = {w.branch or 0, w.made or w.version or 0, 0, after}
  end
  return reply
end

for i, w in ipairs(writes) do
  local refused = decide(w)
  if refused then
    if single then
      return {1, ms, 0, refused, image(w, true)}
    end
    reply[1] = 1
    reply[#reply + 1] = {i - 1, refused, image(w, true)}
  end
end
if reply[1] == 1 then
  return reply
end

for _, w in ipairs(writes) do
  w.before = image(w, w.images == '1' or w.images == '3')
end
for _, w in ipairs(writes) do
  if w.change == 'R' then
    if w.live then
      if w.index then
        call('ZREM', w.index, w.sort)
      end
      call('DEL', w.key)
    end
    w.live = false
  elseif w.change ~= 'K' then
    store(w)
    w.live = true
  end
end
for key, version in pairs(raised) do
  call('SET', key, version)
end
for _, w in ipairs(writes) do
  local after = image(w, (w.images == '2' or w.images == '3'))
  if single then
    return {0, ms, w.branch, w.made, w.before, after}
  end
  reply[#reply + 1] = {w.branch, w.made, w.before, after}
end
return reply
