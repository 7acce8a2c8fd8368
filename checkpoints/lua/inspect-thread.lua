-- What pruning decides on: the sizes of the thread's keys, the members of all checkpoints, and namespace \0 id of
-- those that have an interrupt among their writes.
local interrupted = {}
for _, member in ipairs(redis.call('ZRANGE', WRITES, 0, -1)) do
  local parts = split(member, 6)
  if parts[6] == '__interrupt__' then interrupted[#interrupted + 1] = parts[1] .. '\0' .. parts[2] end
end
return { sizes(), redis.call('ZRANGE', CHECKPOINTS, 0, -1), interrupted }
