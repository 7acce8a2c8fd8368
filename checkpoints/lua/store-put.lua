-- Stores an item. ARGV: lifetime, namespace, name, typed value, how many items a namespace may hold.
-- Returns the names of the least recently updated items that had to go.
local lifetime, namespace, name, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[5])
sweep()

local stamp = string.format('%.0f', clock[1] * 1000000 + clock[2])
local old = item(name, '')
local created = old and string.match(old, '^(%d+)') or stamp
redis.call('HSET', ITEMS, name, created .. '\0' .. stamp .. '\0' .. ARGV[4])
redis.call('ZADD', INDEX, 0, name)
redis.call('ZREM', EXPIRIES, name)
refresh(name, lifetime)

local from, to = '[' .. namespace .. '\0', '(' .. namespace .. '\1'
local excess = redis.call('ZLEXCOUNT', INDEX, from, to) - most
if excess <= 0 then return {} end
local updated = {}
for _, other in ipairs(redis.call('ZRANGEBYLEX', INDEX, from, to)) do
  local value = other ~= name and redis.call('HGET', ITEMS, other)
  if value then updated[#updated + 1] = { other, tonumber(string.match(value, '^%d+%z(%d+)')) } end
end
table.sort(updated, function(a, b) return a[2] < b[2] end)
local gone = {}
for i = 1, math.min(excess, #updated) do gone[i] = updated[i][1] end
remove(gone)
return gone
