-- KEYS[1] the lock, ARGV[1] the owner's token. Returns 1 if the owner held it.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
