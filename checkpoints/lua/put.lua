-- Saves a checkpoint. ARGV: lifetime, expected epoch ('' when nothing stored is reused), proposed epoch,
-- prefix (ns \0 id), the rest of the member, count of new elements, the new elements,
-- then field and value of each channel that has a new version.
local lifetime, expected, proposal, prefix, rest = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local count = tonumber(ARGV[6])

local current = epoch(proposal)
if expected ~= '' and expected ~= current then return { current, -1 } end

local start = -1
if count > 0 then
  local length
  for i = 1, count, 1000 do
    length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, 6 + i, 6 + math.min(i + 999, count)))
  end
  start = length - count + tonumber(redis.call('HGET', VALUES, 'trimmed') or 0)
end

for i = 7 + count, #ARGV, 2 do
  local value = ARGV[i + 1]
  -- An array names its new elements as +0, +1, … : their addresses are known only here.
  if string.byte(value) == 97 then
    value = string.gsub(value, '%+(%d+)', function(offset) return string.format('%d', start + offset) end)
  end
  redis.call('HSET', VALUES, ARGV[i], value)
end

redis.call('ZREMRANGEBYLEX', CHECKPOINTS, '[' .. prefix .. '\0', '(' .. prefix .. '\1')
redis.call('ZADD', CHECKPOINTS, 0, prefix .. '\0' .. rest)
redis.call('HINCRBY', VALUES, 'puts', 1)
expire(lifetime)
return { current, start }
