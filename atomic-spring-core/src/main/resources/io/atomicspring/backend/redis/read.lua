-- The live entries of KEYS at one moment. Reply: ms, then for each key its fields or 0.
local reply = {ms}
for i = 1, #KEYS do
  local fields = call('HGETALL', KEYS[i])
  local live = #fields > 0
  for at = 1, #fields, 2 do
    if fields[at] == 'm' then
      local _, expires = struct.unpack('>I7I6', fields[at + 1])
      live = expires == 0 or expires > ms
      break
    end
  end
  reply[i + 1] = live and fields or 0
end
return reply
