-- Saves a checkpoint. ARGV: lifetime, expected epoch ('' when nothing stored is reused), proposed epoch,
-- prefix (ns \0 id), the rest of the member, count of new elements, the new elements,
-- count of writes whose elements it has too, prefix (ns \0 checkpoint id \0 task \0 index) and mark of each,
-- then field and value of each channel that has a new version.
-- Returns the epoch, the address of the first new element, and that of the first element of each write. It saves
-- nothing when the epoch is another than expected, nor when the second is -1: then one of the writes is not there.
local lifetime, expected, prefix, rest = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local count = tonumber(ARGV[6])
local writes = tonumber(ARGV[7 + count])
local fields = 8 + count + 2 * writes

local state = redis.call('HMGET', VALUES, 'epoch', 'trimmed')
local epoch, trimmed = state[1], tonumber(state[2] or 0)
if expected ~= '' and expected ~= epoch then return { epoch or '', 0 } end

local reply = { epoch or ARGV[3], 0 }
for i = 8 + count, fields - 1, 2 do
  local member = find(WRITES, ARGV[i])[1] or ''
  local address, mark = string.match(member, '%za(%d+):%d+;([%w_-]+)$')
  if mark ~= ARGV[i + 1] then return { reply[1], -1 } end
  reply[#reply + 1] = tonumber(address)
end
if not epoch then redis.call('HSET', VALUES, 'epoch', reply[1]) end

if count > 0 then
  local length
  for i = 7, 6 + count, 1000 do
    length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, i, math.min(i + 999, 6 + count)))
  end
  reply[2] = trimmed + length - count
end

-- In an array, +n is the nth of the new elements, and w.n the nth of a write: their addresses are known only now.
local function added(offset) return string.format('%.0f', reply[2] + offset) end
local function written(write, offset) return string.format('%.0f', reply[3 + write] + offset) end
for i = fields, #ARGV, 2 do
  local value = ARGV[i + 1]
  if string.byte(value) == ARRAY then
    if count > 0 then value = string.gsub(value, '%+(%d+)', added) end
    if writes > 0 then value = string.gsub(value, '(%d+)%.(%d+)', written) end
  end
  redis.call('HSET', VALUES, ARGV[i], value)
end

replace(CHECKPOINTS, prefix, prefix .. '\0' .. rest)
expire(lifetime)
return reply
