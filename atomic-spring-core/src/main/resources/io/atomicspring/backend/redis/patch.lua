-- Patches: works out every action on the entry as it was, in order, so that the first that fails names the reason; then
-- rebuilds each attribute once.

-- What only some patches need, defined when it is first called. Returns action, plant, rebuilt.
local function patches()
  -- What happens at one path: the new value, false for removed, nil for untouched; or nil and why it is refused.
  -- The third result is what was appended, which alone has to be measured.
  local function action(w, code, current)
    if code == 'S' then
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
        return nil, 1
      end
      local exact = decimals()
      local sum = exact(string.sub(current, 2), string.sub(given, 2), false)
      if not sum then
        return nil, 4
      end
      return 'n' .. sum
    elseif code == 'l' or code == 'f' then
      current = current or 'l'
      if kind ~= 'l' or string.byte(current) ~= 108 then
        return nil, 1
      end
      local first, second = current, given
      if code == 'f' then
        first, second = given, current
      end
      return first .. string.sub(second, 2), nil, given
    elseif not current then
      return code == 'u' and given or nil
    elseif string.sub(current, 1, 1) ~= kind then
      return nil, 1
    end
    return values().sets_merged(current, given, code == 'u') or false
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
    local parts, out, seen = values().parts_of(value), {}, {}
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
        while out[at] and values().bytes_order(out[at], name) < 0 do
          at = at + 2
        end
        table.insert(out, at, node.value)
        table.insert(out, at, name)
      end
    end
    return values().container('m', out)
  end

  local function rebuilt_list(value, below)
    local parts, out, beyond = values().parts_of(value), {}, {}
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
    return values().container('l', out)
  end

  rebuilt = function(value, node)
    if node.edited then
      return node.value
    elseif string.byte(value) == 109 then
      return rebuilt_map(value, node.below)
    end
    return rebuilt_list(value, node.below)
  end

  patches = function()
    return action, plant, rebuilt
  end
  return action, plant, rebuilt
end

-- What a value counts for in the size of its entry, and how deep it nests.
local function measured(value)
  local kind = string.byte(value)
  if kind == 110 then
    return 21, 0
  elseif kind == 115 or kind == 98 then
    return #value - 1, 0
  end
  return values().measure(value)
end

-- Evaluates the actions at pc. Fills w.set and w.unset and returns the entry's new size, or nil and why it is refused.
local function patch(w)
  local count = tonumber(ARGV[pc])
  pc = pc + 1
  -- Attributes in the order of their first edit; for each its new value or the tree of edits in it, and what was appended.
  local names, edits, trees, appends = {}, {}, nil, nil
  for _ = 1, count do
    local code, path = ARGV[pc], ARGV[pc + 1]
    pc = pc + 2
    local name, steps, current = path, nil, nil
    if string.byte(path) == 46 then
      current = code ~= 's' and attribute(w, path) or nil
    else
      steps = values().steps_of(path)
      name = '.' .. steps[1]
      local last = steps[#steps]
      local parent = values().follow(attribute(w, name), steps, #steps - 1)
      if parent and string.sub(parent, 1, 1) == (type(last) == 'string' and 'm' or 'l') then
        current = values().child(parent, last)
      elseif code ~= 'd' then
        return nil, 3
      end
    end
    local value, failure, appended
    if code == 's' then
      value, failure = operand(w)
    else
      local action = patches()
      value, failure, appended = action(w, code, current)
    end
    if failure then
      return nil, failure
    end
    if value ~= nil then
      if edits[name] == nil then
        names[#names + 1] = name
        edits[name] = value
      end
      if steps then
        local _, plant = patches()
        trees = trees or {}
        trees[name] = trees[name] or {}
        plant(trees[name], steps, value)
      elseif appended then
        appends = appends or {}
        appends[name] = appended
      end
    end
  end
  local size, deepest = w.size, 0
  for i = 1, #names do
    local name = names[i]
    local old, value = attribute(w, name), edits[name]
    local depth, grown = 0, 0
    if trees and trees[name] then
      local _, _, rebuilt = patches()
      value = rebuilt(old, trees[name])
    end
    if appends and appends[name] then
      grown, depth = measured(appends[name])
      grown = old and grown - 3 or grown + #name
    else
      if value then
        grown, depth = measured(value)
        grown = grown + #name
      end
      if old then
        grown = grown - measured(old) - #name
      end
    end
    size = size + grown
    if depth > deepest then
      deepest = depth
    end
    if value then
      w.set[#w.set + 1] = name
      w.set[#w.set + 1] = value
    else
      w.unset = w.unset or {}
      w.unset[#w.unset + 1] = name
    end
  end
  if deepest + 1 > 30 then
    return nil, 6
  elseif size > 400000 then
    return nil, 5
  end
  return size
end
