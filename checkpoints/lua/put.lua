-- Saves a checkpoint. ARGV: lifetime, expected epoch ('' when nothing stored is reused), proposed epoch,
-- prefix (ns \0 id), the rest of the member, count of new elements, the new elements,
-- then field and value of each channel that has a new version.
-- Returns the epoch and the address of the first new element. It saves nothing when the epoch is another than expected.
local lifetime, expected, prefix, rest = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local count = tonumber(ARGV[6])

local state = redis.call('HMGET', VALUES, 'epoch', 'trimmed')
local epoch, trimmed = state[1], tonumber(state[2] or 0)
if expected ~= '' and expected ~= epoch then return { epoch or '', 0 } end

if not epoch then
  epoch = ARGV[3]
  redis.call('HSET', VALUES, 'epoch', epoch)
end

local first = 0
if count > 0 then
  local length
  for i = 7, 6 + count, 1000 do
    length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, i, math.min(i + 999, 6 + count)))
  end
  first = trimmed + length - count
end

-- In an array, +n is the nth of the new elements: its address is known only now.
local function added(offset) return string.format('%.0f', first + offset) end
for i = 7 + count, #ARGV, 2 do
  local value = ARGV[i + 1]
  if count > 0 and string.byte(value) == ARRAY then value = string.gsub(value, '%+(%d+)', added) end
  redis.call('HSET', VALUES, ARGV[i], value)
end

replace(CHECKPOINTS, prefix, prefix .. '\0' .. rest)
expire(lifetime)
return { epoch, first }
