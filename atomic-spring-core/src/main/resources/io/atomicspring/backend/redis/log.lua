-- The operation log: records of 18 bytes, newest first. A record is the operation's id (16 bytes) and, in 2 bytes,
-- branch * 4096 + how many versions the write took; the version of a record follows from the entry's.
-- It is kept in two fields, `o` (3 records) and `q` (the 4th), because a field over 64 bytes would turn
-- Redis's compact hash into a table that takes 400 bytes more.
local function recognised(log, operation, version)
  if not string.find(log, operation, 1, true) then
    return nil
  end
  for at = 1, #log, 18 do
    local tail = struct.unpack('>I2', log, at + 16)
    if string.sub(log, at, at + 15) == operation then
      return math.floor(tail / 4096), version
    end
    version = version - tail % 4096
  end
end

local function log_with(log, operation, branch, versions)
  log = operation .. struct.pack('>I2', branch * 4096 + versions) .. log
  return string.sub(log, 1, 54), string.sub(log, 55, 72)
end
