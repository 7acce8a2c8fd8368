-- Saves a task's writes. ARGV: lifetime, proposed epoch, prefix (ns \0 checkpoint id \0 task), '1' to overwrite,
-- then index and the rest of the member (path \0 channel \0 value) of each write.
local lifetime, prefix, overwrite = ARGV[1], ARGV[3], ARGV[4] == '1'
redis.call('HSETNX', VALUES, 'epoch', ARGV[2])

for i = 5, #ARGV, 2 do
  local place = prefix .. '\0' .. ARGV[i]
  if overwrite or #find(WRITES, place) == 0 then replace(WRITES, place, place .. '\0' .. ARGV[i + 1]) end
end

expire(lifetime)
