-- Saves a checkpoint. ARGV: lifetime, expected epoch ('' when nothing stored is reused), proposed epoch,
-- prefix (ns \0 id), the rest of the member, count of new elements, the new elements,
-- then field and value of each channel that has a new version.
-- Returns the epoch and the address of the first new element; another epoch than expected means: not saved.
local lifetime, expected, prefix, rest = ARGV[1], ARGV[2], ARGV[4], ARGV[5]
local count = tonumber(ARGV[6])

local state = redis.call('HMGET', VALUES, 'epoch', 'trimmed')
local epoch, trimmed = state[1], tonumber(state[2] or 0)
if expected ~= '' and expected ~= epoch then return { epoch or '', 0 } end
if not epoch then
  epoch = ARGV[3]
  redis.call('HSET', VALUES, 'epoch', epoch)
end

local start = 0
if count > 0 then
  local length
  for i = 7, 6 + count, 1000 do
    length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, i, math.min(i + 999, 6 + count)))
  end
  start = trimmed + length - count
end

for i = 7 + count, #ARGV, 2 do
  local value = ARGV[i + 1]
  if string.byte(value) == ARRAY then
    -- The new elements are named +0, +1, …: their addresses are known only now.
    value = string.gsub(value, '%+(%d+)', function(offset) return string.format('%.0f', start + offset) end)
  end
  redis.call('HSET', VALUES, ARGV[i], value)
end

-- What a task wrote is mostly what was added just now: then its write need not keep the same bytes once more.
local namespace, parent = string.match(prefix, '^(%Z*)'), string.match(rest, '^(%Z*)')
local writes = parent ~= '' and count > 0 and count <= 32 and find(WRITES, namespace .. '\0' .. parent) or {}
if #writes > 0 then
  local added, references = {}, {}
  for i = 1, count do
    added[i] = string.sub(ARGV[6 + i], 2)
    references['v\0[' .. added[i] .. ']'] = string.format('a%.0f:1', start + i - 1)
  end
  if count > 1 then references['v\0[' .. table.concat(added, ',') .. ']'] = string.format('a%.0f:%d', start, count) end
  for _, member in ipairs(writes) do
    local _, from = split(member, 6)
    local reference = references[string.sub(member, from)]
    if reference then
      redis.call('ZADD', WRITES, 0, string.sub(member, 1, from - 1) .. reference)
      redis.call('ZREM', WRITES, member)
    end
  end
end

replace(CHECKPOINTS, prefix, prefix .. '\0' .. rest)
expire(lifetime)
return { epoch, start }
