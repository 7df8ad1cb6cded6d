-- One write or all writes of a commit: every check comes before the first write, since scripts do not roll back.
-- KEYS for each write: entry, floor, and the index if the entry has a sort.
-- ARGV for each write: tokens that follow, operation, images (1 before, 2 after), versions, size of an empty entry, sort,
-- number of branches, and for each branch: tokens, guard, tokens, change.
-- Reply: 0 applied | 1 refused | 2 recognised, ms, results; a result is {branch, version, before, after}, a refusal
-- {index, reason, entry}; of a single write they stand in the reply itself.

local floors, raised = {}, {}

local function floor_of(key)
  if not floors[key] then
    floors[key] = tonumber(call('GET', key) or 0)
  end
  return floors[key]
end

-- The floor is at or above the versions of all entries that expire or are gone.
local function raise(key, version)
  if version > floor_of(key) and version > (raised[key] or 0) then
    raised[key] = version
  end
end

local function load_write(k)
  local w = {key = KEYS[k], floor = KEYS[k + 1], start = pc, log = '', attributes = {}, set = {}, unset = {}}
  w.last = pc + ARGV[pc]
  w.operation, w.images, w.versions, w.sort = ARGV[pc + 1], tonumber(ARGV[pc + 2]), tonumber(ARGV[pc + 3]), ARGV[pc + 5]
  w.index = w.sort ~= '' and KEYS[k + 2] or nil
  w.size = ARGV[pc + 4] + 0
  local found = call('HMGET', w.key, 'v', 'e', 'o', 'z')
  w.stored = found[1] and tonumber(found[1])
  w.live = w.stored and (not found[2] or tonumber(found[2]) > ms)
  if w.live then
    w.version, w.version_text, w.log, w.size = w.stored, found[1], found[3], found[4] + 0
    w.expires = found[2] and tonumber(found[2]) or nil
    if string.find(w.log, w.operation, 1, true) then
      w.branch, w.made = recognised(w.log, w.operation, w.version)
    end
  end
  return w
end

local function image(w, wanted)
  return wanted and w.live and call('HGETALL', w.key) or 0
end

local function expiry(w, token)
  if token == '=' then
    return w.expires
  end
  return token ~= '-' and ms + token or nil
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
  w.change, w.made = ARGV[pc], w.version or 0
  if w.change == 'R' and w.live and not w.expires then
    raise(w.floor, w.version)
  end
  if w.change == 'R' or w.change == 'K' then
    return nil
  end
  w.expires_next = expiry(w, ARGV[pc + 1])
  pc = pc + 2
  if w.change == 'P' then
    w.size = ARGV[w.start + 4] + ARGV[pc]
    w.set_from, w.set_to = pc + 2, pc + 1 + ARGV[pc + 1]
  else
    local size, failure = patch(w)
    if not size then
      return failure
    end
    w.size = size
  end
  if w.live then
    w.made = w.version + w.versions
  else
    local past = math.max(floor_of(w.floor), w.stored or 0)
    w.made = (now > past and now or past + 1) + w.versions - 1
  end
  if w.expires_next then
    raise(w.floor, w.made)
  end
  return nil
end

-- HSET or HDEL in pieces: a call takes at most some thousand arguments.
local function call_in_pieces(command, key, source, from, to)
  for at = from, to, 4000 do
    call(command, key, unpack(source, at, math.min(at + 3999, to)))
  end
end

local function remove(w)
  if w.index then
    call('ZREM', w.index, w.sort)
  end
  call('DEL', w.key)
end

local function store(w)
  local life = w.index and not w.live and index_add(w.index, w.sort)
  local fresh = w.change == 'P' or not w.live
  if w.stored and fresh then
    call('DEL', w.key)
  end
  local record = w.operation .. struct.pack('>I2', w.branch * 4096 + w.versions)
  local log = record .. string.sub(w.log, 1, 48)
  if w.expires_next then
    call('HSET', w.key, 'v', w.made, 'z', w.size, 'o', log, 'e', w.expires_next)
  else
    call('HSET', w.key, 'v', w.made, 'z', w.size, 'o', log)
  end
  call_in_pieces('HSET', w.key, w.set, 1, #w.set)
  if w.set_from then
    call_in_pieces('HSET', w.key, ARGV, w.set_from, w.set_to)
  end
  call_in_pieces('HDEL', w.key, w.unset, 1, #w.unset)
  local left = w.expires_next and w.expires_next - ms
  if left and (fresh or w.expires_next ~= w.expires) then
    call('PEXPIRE', w.key, left)
  elseif w.expires and not left and not fresh then
    call('HDEL', w.key, 'e')
    call('PERSIST', w.key)
  end
  if w.index and (life or w.expires_next ~= w.expires) then
    index_until(w.index, life, left)
  end
end

local writes, k, any_recognised = {}, 1, false
while KEYS[k] do
  local w = load_write(k)
  writes[#writes + 1] = w
  any_recognised = any_recognised or w.branch ~= nil
  k = k + (w.index and 3 or 2)
  pc = w.last + 1
end

local reply = {0, ms}

local function answer(...)
  if #writes == 1 then
    for i = 1, select('#', ...) do
      reply[#reply + 1] = (select(i, ...))
    end
  else
    reply[#reply + 1] = {...}
  end
end

if any_recognised then
  reply[1] = 2
  for _, w in ipairs(writes) do
    answer(w.branch or 0, w.made or w.version or 0, 0, image(w, w.images >= 2))
  end
  return reply
end

for i, w in ipairs(writes) do
  local refused = decide(w)
  if refused then
    reply[1] = 1
    answer(i - 1, refused, image(w, true))
  end
end
if reply[1] == 1 then
  return reply
end

for _, w in ipairs(writes) do
  w.before = image(w, w.images % 2 == 1)
end
for _, w in ipairs(writes) do
  if w.change == 'R' then
    if w.live then
      remove(w)
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
  answer(w.branch, w.made, w.before, image(w, w.images >= 2))
end
return reply
