-- The field `m` of an entry is what it has beside its attributes: version (7 bytes), expiry in ms or 0 (6), size (3), and the operation
-- log: up to 4 records of 12 bytes, newest first. A record is 10 bytes that stand for the operation's id and, in 2 bytes, branch * 4096
-- + how many versions the write took; the version of a record follows from the entry's.
-- Its 64 bytes are the most a field may have before Redis turns its compact hash into a table that takes 400 bytes more.

-- The branch and version of an operation, if the log has it.
local function recognised(m, operation, version)
  for at = 17, #m, 12 do
    local tail = struct.unpack('>I2', m, at + 10)
    if string.sub(m, at, at + 9) == operation then
      return math.floor(tail / 4096), version
    end
    version = version - tail % 4096
  end
end
