-- The index of a partition: a sorted set of the sorts of its entries. It lives at least as long as each of them, so an
-- abandoned partition vanishes; with an entry that does not expire, it does not either.

-- A new entry; call before anything else is written. Returns the index's remaining life, for index_until.
local function index_add(index, sort)
  local life = call('PTTL', index)
  call('ZADD', index, 0, sort)
  return life
end

-- After the entry's own expiry was set. `left` is in milliseconds, nil for never.
local function index_until(index, life, left)
  if not left then
    if life ~= -1 then
      call('PERSIST', index)
    end
  elseif life == -2 then
    call('PEXPIRE', index, left)
  elseif life ~= -1 then
    call('PEXPIRE', index, left, 'GT')
  end
end
