-- Moves a thread that was imported under KEYS 5 to 8 to its place. ARGV: lifetime.
-- Returns whether it did: not when there is such a thread already.
for i = 1, 4 do
  if redis.call('EXISTS', KEYS[i]) == 1 then return 0 end
end
for i = 1, 4 do
  if redis.call('EXISTS', KEYS[i + 4]) == 1 then
    redis.call('RENAME', KEYS[i + 4], KEYS[i])
    redis.call('PERSIST', KEYS[i])
  end
end
expire(ARGV[1])
return 1
