-- Removes checkpoints with their writes, values that only they had, and elements that no array has any more.
-- ARGV: sizes as they were inspected, proposed epoch, count of checkpoints, their prefixes (ns \0 id),
-- count of fields to remove, those fields, the fields that stay.
-- Returns whether it did: not when the thread has changed since.
if sizes() ~= ARGV[1] then return 0 end

local position = 3
local function take(count)
  local taken = {}
  for i = 1, count do taken[i] = ARGV[position + i] end
  position = position + count + 1
  return taken
end

for _, prefix in ipairs(take(tonumber(ARGV[position]))) do
  for _, key in ipairs({ CHECKPOINTS, WRITES }) do
    redis.call('ZREMRANGEBYLEX', key, '[' .. prefix .. '\0', '(' .. prefix .. '\1')
  end
end
for _, field in ipairs(take(tonumber(ARGV[position]))) do redis.call('HDEL', VALUES, field) end

local runs = {}
for i = position, #ARGV do
  local value = redis.call('HGET', VALUES, ARGV[i])
  if value then collect_runs(value, 1, runs) end
end
collect_runs_of_writes(redis.call('ZRANGE', WRITES, 0, -1), runs)

-- Elements before the first one in use are cut off; a gap keeps its places, but empty.
local length = redis.call('LLEN', ELEMENTS)
local trimmed = tonumber(redis.call('HGET', VALUES, 'trimmed') or 0)
local live = merge_runs(runs)
local first = live[1] and live[1][1] or trimmed + length
if first > trimmed then redis.call('LTRIM', ELEMENTS, first - trimmed, -1) end
local emptied = 0
for i = 1, #live do
  local next_start = live[i + 1] and live[i + 1][1] or trimmed + length
  for address = live[i][2], next_start - 1 do
    if redis.call('LINDEX', ELEMENTS, address - first) ~= '' then
      redis.call('LSET', ELEMENTS, address - first, '')
      emptied = emptied + 1
    end
  end
end
-- Whoever remembers addresses must not use them again.
if first > trimmed or emptied > 0 then redis.call('HSET', VALUES, 'trimmed', first, 'epoch', ARGV[2]) end
return 1
