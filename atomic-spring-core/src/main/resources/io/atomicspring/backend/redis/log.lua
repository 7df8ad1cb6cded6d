-- The operation log: up to 4 records of 16 bytes, newest first. A record is 14 bytes that stand for the operation's id and, in
-- 2 bytes, branch * 4096 + how many versions the write took; the version of a record follows from the entry's.
-- 64 bytes is the most a field may have before Redis turns its compact hash into a table that takes 400 bytes more.

-- The branch and version of an operation, if the log has it.
local function recognised(log, operation, version)
  for at = 1, #log, 16 do
    local tail = struct.unpack('>I2', log, at + 14)
    if string.sub(log, at, at + 13) == operation then
      return math.floor(tail / 4096), version
    end
    version = version - tail % 4096
  end
end
