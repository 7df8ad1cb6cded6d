-- Values as ValueCodec writes them: a byte for the kind, then the content; parts of containers behind a 4 byte length.
-- The form is canonical, so values are equal when their bytes are.
-- Like the decimals, defined when they are first needed: what only knows scalars does without.
local function values()
  local function length_at(value, at)
    return (struct.unpack('>I4', value, at))
  end

  -- The parts of a container: elements, members, or name, value, name, value ...
  local function parts_of(value)
    local parts, at, last = {}, 2, #value
    while at < last do
      local length = length_at(value, at)
      parts[#parts + 1] = string.sub(value, at + 4, at + 3 + length)
      at = at + 4 + length
    end
    return parts
  end

  local function container(kind, parts)
    local out = {kind}
    for i = 1, #parts do
      out[#out + 1] = struct.pack('>I4', #parts[i])
      out[#out + 1] = parts[i]
    end
    return table.concat(out)
  end

  local function count_of(value)
    local count, at, last = 0, 2, #value
    while at < last do
      at = at + 4 + length_at(value, at)
      count = count + 1
    end
    return count
  end

  -- What a value counts for in the size of its entry, and how deep it nests.
  local function measure(value)
    local kind = string.sub(value, 1, 1)
    if kind == 'n' then
      return 21, 0
    elseif kind == 's' or kind == 'b' then
      return #value - 1, 0
    elseif kind == 'N' then
      return 3 + 22 * count_of(value), 0
    elseif kind == 'S' or kind == 'B' then
      -- The lengths of 4 bytes count as 1 each.
      return 3 + #value - 1 - 3 * count_of(value), 0
    elseif kind ~= 'l' and kind ~= 'm' then
      return 1, 0
    end
    local size, depth, at, last = 3, 0, 2, #value
    while at < last do
      local length = length_at(value, at)
      if kind == 'm' then
        size = size + length
        at = at + 4 + length
        length = length_at(value, at)
      end
      local inner_size, inner_depth = measure(string.sub(value, at + 4, at + 3 + length))
      size = size + 1 + inner_size
      depth = math.max(depth, inner_depth)
      at = at + 4 + length
    end
    return size, depth + 1
  end

  -- The order of unsigned bytes; Lua's < is strcoll.
  local function bytes_order(a, b)
    if a == b then
      return 0
    end
    local shorter = math.min(#a, #b)
    for from = 1, shorter, 256 do
      local to = math.min(from + 255, shorter)
      if string.sub(a, from, to) ~= string.sub(b, from, to) then
        for i = from, to do
          local x, y = string.byte(a, i), string.byte(b, i)
          if x ~= y then
            return x < y and -1 or 1
          end
        end
      end
    end
    return #a < #b and -1 or 1
  end

  -- -1, 0 or 1 for two numbers, two strings or two binaries; nil for what has no order.
  local function order(a, b)
    local kind = string.sub(a, 1, 1)
    if kind ~= string.sub(b, 1, 1) then
      return nil
    elseif kind == 'n' then
      local _, decimal_order = decimals()
      return decimal_order(string.sub(a, 2), string.sub(b, 2))
    elseif kind == 's' or kind == 'b' then
      return bytes_order(a, b)
    end
  end

  -- The union of two sets of a kind, or what is left of the first; nil when nothing is.
  local function sets_merged(a, b, union)
    local kind = string.sub(a, 1, 1)
    local _, decimal_order = decimals()
    local compare = kind == 'N' and decimal_order or bytes_order
    local x, y, out = parts_of(a), parts_of(b), {}
    local i, j = 1, 1
    while i <= #x or (union and j <= #y) do
      local which = i > #x and 1 or j > #y and -1 or compare(x[i], y[j])
      if which < 0 then
        out[#out + 1] = x[i]
        i = i + 1
      elseif which > 0 then
        if union then
          out[#out + 1] = y[j]
        end
        j = j + 1
      else
        if union then
          out[#out + 1] = x[i]
        end
        i, j = i + 1, j + 1
      end
    end
    return #out > 0 and container(kind, out) or nil
  end

  local SET_OF = {S = 's', N = 'n', B = 'b'}

  local function contains(whole, part)
    local kind, part_kind = string.sub(whole, 1, 1), string.sub(part, 1, 1)
    if kind == 's' or kind == 'b' then
      return kind == part_kind and string.find(whole, string.sub(part, 2), 2, true) ~= nil
    end
    if kind ~= 'l' then
      if SET_OF[kind] ~= part_kind then
        return false
      end
      part = string.sub(part, 2)
    end
    local at, last = 2, #whole
    while at < last do
      local length = length_at(whole, at)
      if length == #part and string.sub(whole, at + 4, at + 3 + length) == part then
        return true
      end
      at = at + 4 + length
    end
    return false
  end

  -- Bytes of a string or binary, elements of a container; nil for what has no size.
  local function size_of(value)
    local kind = string.sub(value, 1, 1)
    if kind == 's' or kind == 'b' then
      return #value - 1
    elseif kind == 'l' or SET_OF[kind] then
      return count_of(value)
    elseif kind == 'm' then
      return count_of(value) / 2
    end
  end

  -- The value below a name (string) of a map or an index (number, from 0) of a list; nil if there is none.
  local function child(value, step)
    local named = type(step) == 'string'
    if string.sub(value, 1, 1) ~= (named and 'm' or 'l') then
      return nil
    end
    local at, last, index = 2, #value, 0
    while at < last do
      local length = length_at(value, at)
      local found = not named and index == step
      if named then
        found = length == #step and string.sub(value, at + 4, at + 3 + length) == step
        at = at + 4 + length
        length = length_at(value, at)
      end
      if found then
        return string.sub(value, at + 4, at + 3 + length)
      end
      at = at + 4 + length
      index = index + 1
    end
  end

  -- A nested path is '/' and its steps: n, length, name or i, index.
  local function steps_of(path)
    local steps, at = {}, 2
    while at < #path do
      local number = length_at(path, at + 1)
      if string.sub(path, at, at) == 'n' then
        steps[#steps + 1] = string.sub(path, at + 5, at + 4 + number)
        at = at + 5 + number
      else
        steps[#steps + 1] = number
        at = at + 5
      end
    end
    return steps
  end

  -- What the steps from the second to the n-th lead to.
  local function follow(value, steps, n)
    for i = 2, n do
      value = value and child(value, steps[i])
    end
    return value or nil
  end

  local all = {
    parts_of = parts_of,
    container = container,
    measure = measure,
    bytes_order = bytes_order,
    order = order,
    sets_merged = sets_merged,
    contains = contains,
    size_of = size_of,
    child = child,
    steps_of = steps_of,
    follow = follow,
  }
  values = function()
    return all
  end
  return all
end
