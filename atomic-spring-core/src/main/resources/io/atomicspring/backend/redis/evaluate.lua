-- Guards and operands: a program in polish notation in ARGV, read by `pc`. What can be skipped is preceded by its
-- number of tokens. `w` is the write with its entry as it was before.
-- Reasons: 0 guard, 1 type mismatch, 2 missing operand, 3 no such path, 4 number out of range, 5 too large, 6 too deep.
local pc = 1

-- The value of an attribute ('.' and its name), or false.
local function attribute(w, name)
  if not w.live then
    return false
  end
  local value = w.attributes[name]
  if value == nil then
    value = call('HGET', w.key, name)
    w.attributes[name] = value
  end
  return value
end

-- The value at a path: '.' and the name of an attribute, or the steps of a nested one; nil if there is none.
local function resolve(w, path)
  if string.byte(path) == 46 then
    return attribute(w, path) or nil
  end
  local steps = values().steps_of(path)
  return values().follow(attribute(w, '.' .. steps[1]), steps, #steps)
end

-- An operand's value, or nil and why it has none.
local function operand(w)
  local code, argument = ARGV[pc], ARGV[pc + 1]
  if code == 'L' then
    pc = pc + 2
    return argument
  elseif code == 'A' then
    pc = pc + 2
    local value = resolve(w, argument)
    return value, not value and 2 or nil
  elseif code == 'F' then
    local length = ARGV[pc + 2]
    pc = pc + 3
    local value = resolve(w, argument)
    if value then
      pc = pc + length
      return value
    end
    return operand(w)
  elseif code == 'N' then
    pc = pc + 2
    -- Concatenation writes up to 14 digits exactly.
    return 'n' .. (ms + argument)
  elseif code == 'Z' then
    pc = pc + 2
    local value = resolve(w, argument)
    if not value then
      return nil, 2
    end
    local size = values().size_of(value)
    if not size then
      return nil, 1
    end
    return 'n' .. size
  end
  pc = pc + 1
  local left, left_failure = operand(w)
  local right, right_failure = operand(w)
  if left_failure or right_failure then
    return nil, left_failure or right_failure
  end
  if string.byte(left) ~= 110 or string.byte(right) ~= 110 then
    return nil, 1
  end
  local exact = decimals()
  local sum = exact(string.sub(left, 2), string.sub(right, 2), code == '-')
  if not sum then
    return nil, 4
  end
  return 'n' .. sum
end

local function compared(code, left, right)
  if code == '=' then
    return left ~= nil and left == right
  elseif code == '#' then
    return left == nil or left ~= right
  end
  local which = left and right and values().order(left, right)
  if not which then
    return false
  elseif code == '<' then
    return which < 0
  elseif code == '[' then
    return which <= 0
  elseif code == '>' then
    return which > 0
  end
  return which >= 0
end

local function holds(w)
  local code = ARGV[pc]
  pc = pc + 1
  if code == '*' then
    return true
  elseif code == '0' then
    return not w.live
  elseif code == '1' then
    return w.live
  elseif code == '!' then
    return not holds(w)
  elseif code == '&' or code == '|' then
    local last, count = pc + 2 + ARGV[pc], tonumber(ARGV[pc + 1])
    pc = pc + 2
    for _ = 1, count do
      if holds(w) ~= (code == '&') then
        pc = last
        return code == '|'
      end
    end
    return code == '&'
  elseif code == 'v' then
    pc = pc + 1
    return w.live and string.format('%.0f', w.version) == ARGV[pc - 1]
  elseif code == 'x' then
    pc = pc + 1
    return resolve(w, ARGV[pc - 1]) ~= nil
  elseif code == 'i' then
    local value, found = operand(w), false
    local count = tonumber(ARGV[pc])
    for i = pc + 1, pc + count do
      found = found or ARGV[i] == value
    end
    pc = pc + 1 + count
    return found
  elseif code == '^' then
    local value, prefix = operand(w), ARGV[pc]
    pc = pc + 1
    local kind = string.sub(prefix, 1, 1)
    return value ~= nil and (kind == 's' or kind == 'b') and string.sub(value, 1, #prefix) == prefix
  end
  local left = operand(w)
  local right = operand(w)
  if code == 'c' then
    return left ~= nil and right ~= nil and values().contains(left, right)
  elseif code == 'b' then
    -- operand, low, high
    local high = operand(w)
    return compared('[', right, left) and compared('[', left, high)
  end
  return compared(code, left, right)
end
