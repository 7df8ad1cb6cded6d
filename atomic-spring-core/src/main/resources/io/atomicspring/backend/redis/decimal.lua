-- Exact decimals in the text of ExactDecimal: a plain integer of at most 15 digits, else <digits>e<exponent> without
-- trailing zeros. Equal numbers have equal texts. Strings of digits are never compared with <, which is strcoll.

-- Most runs need none of this, and each definition costs a run time, so it is one function that defines the others when
-- it is first called. Returns sum, order.
local function decimals()
  -- Sign (-1, 0, 1), digits without trailing zeros, and the exponent of the last digit.
  local function decimal_parts(text)
    local minus, digits, exponent = string.match(text, '^(%-?)(%d+)e?(%-?%d*)$')
    exponent = tonumber(exponent) or 0
    local kept = string.gsub(digits, '0+$', '')
    if kept == '' then
      return 0, '', 0
    end
    return minus == '' and 1 or -1, kept, exponent + #digits - #kept
  end

  -- The one text of a number, or nil if it does not fit 38 digits and the range.
  local function decimal_text(minus, digits, exponent)
    digits = string.gsub(digits, '^0+', '')
    local kept = string.gsub(digits, '0+$', '')
    if kept == '' then
      return '0'
    end
    exponent = exponent + #digits - #kept
    local top = exponent + #kept - 1
    if #kept > 38 or top < -130 or top > 125 then
      return nil
    end
    local sign = minus and '-' or ''
    if exponent >= 0 and top < 15 then
      return sign .. kept .. string.rep('0', exponent)
    end
    return sign .. kept .. 'e' .. string.format('%d', exponent)
  end

  -- The text of a whole number below 2^53.
  local function whole(number)
    local text = string.format('%.0f', number)
    if number < 1e15 and number > -1e15 then
      return text
    end
    return decimal_text(number < 0, string.gsub(text, '-', ''), 0)
  end

  -- Digits as numbers of 15 digits, lowest first.
  local function decimal_limbs(digits, count)
    digits = string.rep('0', count * 15 - #digits) .. digits
    local limbs = {}
    for i = 1, count do
      limbs[i] = tonumber(string.sub(digits, (count - i) * 15 + 1, (count - i + 1) * 15))
    end
    return limbs
  end

  local function limbs_order(a, b)
    for i = #a, 1, -1 do
      if a[i] ~= b[i] then
        return a[i] < b[i] and -1 or 1
      end
    end
    return 0
  end

  -- a + b, or a - b; nil if the exact result does not fit.
  local function sum(a, b, negate)
    if #a < 16 and #b < 16 and not string.find(a, 'e', 1, true) and not string.find(b, 'e', 1, true) then
      return whole(negate and a - b or a + b)
    end
    local sign_a, digits_a, exponent_a = decimal_parts(a)
    local sign_b, digits_b, exponent_b = decimal_parts(b)
    if negate then
      sign_b = -sign_b
    end
    if sign_b == 0 then
      return a
    elseif sign_a == 0 then
      return decimal_text(sign_b < 0, digits_b, exponent_b)
    end
    local exponent = math.min(exponent_a, exponent_b)
    local width = math.max(exponent_a + #digits_a, exponent_b + #digits_b) - exponent
    if width > 60 then
      -- Too far apart for 38 digits: the lowest digit stays, and at most one is lost at the top.
      return nil
    end
    local count = math.ceil((width + 1) / 15)
    local x = decimal_limbs(digits_a .. string.rep('0', exponent_a - exponent), count)
    local y = decimal_limbs(digits_b .. string.rep('0', exponent_b - exponent), count)
    local direction = sign_a == sign_b and 1 or -1
    if direction == -1 and limbs_order(x, y) < 0 then
      x, y, sign_a = y, x, sign_b
    end
    local carry = 0
    local out = {}
    for i = 1, count do
      local limb = x[i] + direction * y[i] + carry
      carry = 0
      if limb >= 1e15 then
        limb, carry = limb - 1e15, 1
      elseif limb < 0 then
        limb, carry = limb + 1e15, -1
      end
      out[count - i + 1] = string.format('%015.0f', limb)
    end
    return decimal_text(sign_a < 0, table.concat(out), exponent)
  end

  -- -1, 0 or 1.
  local function order(a, b)
    if a == b then
      return 0
    end
    if not string.find(a, 'e', 1, true) and not string.find(b, 'e', 1, true) then
      return tonumber(a) < tonumber(b) and -1 or 1
    end
    local sign_a, digits_a, exponent_a = decimal_parts(a)
    local sign_b, digits_b, exponent_b = decimal_parts(b)
    if sign_a ~= sign_b then
      return sign_a < sign_b and -1 or 1
    end
    local top_a, top_b = exponent_a + #digits_a, exponent_b + #digits_b
    if top_a ~= top_b then
      return top_a < top_b and -sign_a or sign_a
    end
    local width = math.max(#digits_a, #digits_b)
    local count = math.ceil(width / 15)
    return sign_a
      * limbs_order(
        decimal_limbs(digits_a .. string.rep('0', width - #digits_a), count),
        decimal_limbs(digits_b .. string.rep('0', width - #digits_b), count)
      )
  end

  decimals = function()
    return sum, order
  end
  return sum, order
end
