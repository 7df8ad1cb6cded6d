-- Patches: works out every action on the entry as it was, in order, so that the first that fails names the reason; then
-- rebuilds each attribute once.

-- What happens at one path: the new value, false for removed, nil for untouched; or nil and why it is refused.
-- The third result is how much an appended value adds in size, where that is known without measuring.
local function action(w, code, current)
  if code == 's' then
    return operand(w)
  elseif code == 'S' then
    local length = ARGV[pc]
    pc = pc + 1
    if current then
      pc = pc + length
      return nil
    end
    return operand(w)
  elseif code == 'd' then
    return not current and nil
  end
  local given, failure
  if code == 'u' or code == 'r' then
    given = ARGV[pc]
    pc = pc + 1
  else
    given, failure = operand(w)
    if failure then
      return nil, failure
    end
  end
  local kind = string.sub(given, 1, 1)
  if code == 'a' then
    current = current or 'n0'
    if string.byte(current) ~= 110 or kind ~= 'n' then
      return nil, MISMATCH
    end
    local sum = decimal_sum(string.sub(current, 2), string.sub(given, 2), false)
    if not sum then
      return nil, RANGE
    end
    return 'n' .. sum
  elseif code == 'l' or code == 'f' then
    current = current or 'l'
    if kind ~= 'l' or string.byte(current) ~= 108 then
      return nil, MISMATCH
    end
    local first, second = current, given
    if code == 'f' then
      first, second = given, current
    end
    return first .. string.sub(second, 2), nil, given
  elseif not current then
    return code == 'u' and given or nil
  elseif string.sub(current, 1, 1) ~= kind then
    return nil, MISMATCH
  end
  return sets_merged(current, given, code == 'u') or false
end

-- Puts an edit into the tree of edits below an attribute.
local function plant(node, steps, value)
  for i = 2, #steps do
    node.below = node.below or {}
    node.below[steps[i]] = node.below[steps[i]] or {}
    node = node.below[steps[i]]
  end
  node.edited, node.value = true, value
end

local rebuilt

local function rebuilt_map(value, below)
  local parts, out, seen = parts_of(value), {}, {}
  for i = 1, #parts, 2 do
    local name, inner = parts[i], parts[i + 1]
    if below[name] then
      inner = rebuilt(inner, below[name])
      seen[name] = true
    end
    if inner then
      out[#out + 1] = name
      out[#out + 1] = inner
    end
  end
  for name, node in pairs(below) do
    if not seen[name] and node.value then
      local at = 1
      while out[at] and bytes_order(out[at], name) < 0 do
        at = at + 2
      end
      table.insert(out, at, node.value)
      table.insert(out, at, name)
    end
  end
  return container('m', out)
end

local function rebuilt_list(value, below)
  local parts, out, beyond = parts_of(value), {}, {}
  for i = 1, #parts do
    local node = below[i - 1]
    local inner = parts[i]
    if node then
      inner = rebuilt(inner, node)
    end
    if inner then
      out[#out + 1] = inner
    end
  end
  for index in pairs(below) do
    if index >= #parts then
      beyond[#beyond + 1] = index
    end
  end
  table.sort(beyond)
  for i = 1, #beyond do
    out[#out + 1] = below[beyond[i]].value or nil
  end
  return container('l', out)
end

rebuilt = function(value, node)
  if node.edited then
    return node.value
  elseif string.byte(value) == 109 then
    return rebuilt_map(value, node.below)
  end
  return rebuilt_list(value, node.below)
end

-- The attribute's new value, what the entry grows by, and how deep the new value nests.
local function change(w, name, node)
  local old = attribute(w, name)
  local value = rebuilt(old, node)
  if node.appended then
    local size, depth = measure(node.appended)
    return value, old and size - 3 or size + #name, depth
  end
  local grown, depth = 0, 0
  if old then
    grown = -measure(old) - #name
  end
  if value then
    local size
    size, depth = measure(value)
    grown = grown + size + #name
  end
  return value, grown, depth
end

-- Evaluates the actions at pc. Fills w.set and w.unset and returns the entry's new size, or nil and why it is refused.
local function patch(w)
  local count = tonumber(ARGV[pc])
  pc = pc + 1
  local nodes, names = {}, {}
  for _ = 1, count do
    local code, path = ARGV[pc], ARGV[pc + 1]
    pc = pc + 2
    local steps, current, name = nil, nil, path
    local parent = true
    if string.byte(path) == 46 then
      current = attribute(w, path) or nil
    else
      steps = steps_of(path)
      name = '.' .. steps[1]
      local above = value_at(w, steps, #steps - 1)
      parent = above and string.sub(above, 1, 1) == (type(steps[#steps]) == 'string' and 'm' or 'l')
      current = parent and child(above, steps[#steps]) or nil
    end
    if not parent and code ~= 'd' then
      return nil, NO_PATH
    end
    local value, failure, appended = action(w, code, current)
    if failure then
      return nil, failure
    end
    if value ~= nil then
      if not nodes[name] then
        nodes[name] = {}
        names[#names + 1] = name
      end
      plant(nodes[name], steps or {}, value)
      nodes[name].appended = not steps and appended or nil
    end
  end
  local size, deepest = w.size, 0
  for i = 1, #names do
    local name = names[i]
    local value, grown, depth = change(w, name, nodes[name])
    size = size + grown
    deepest = math.max(deepest, depth)
    if value then
      w.set[#w.set + 1] = name
      w.set[#w.set + 1] = value
    else
      w.unset[#w.unset + 1] = name
    end
  end
  if deepest + 1 > 30 then
    return nil, DEEP
  elseif size > 400000 then
    return nil, LARGE
  end
  return size
end
