-- Saves a task's writes. ARGV: lifetime, proposed epoch, prefix (ns \0 checkpoint id \0 task), '1' to overwrite,
-- then of each write: index, the rest of the member (path \0 channel \0 value), and count of its elements, the elements.
-- The value of a write with elements is left out: it is an array of them.
-- Returns the epoch, and of each write the address of its first element, or -1 where it has none or was there already.
local lifetime, prefix, overwrite = ARGV[1], ARGV[3], ARGV[4] == '1'
local state = redis.call('HMGET', VALUES, 'epoch', 'trimmed')
if not state[1] then redis.call('HSET', VALUES, 'epoch', ARGV[2]) end
local reply = { state[1] or ARGV[2] }

local i = 5
while i <= #ARGV do
  local place, rest, count = prefix .. '\0' .. ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  i = i + 3 + count
  local address = -1
  if overwrite then
    replace(WRITES, place, place .. '\0' .. rest)
  elseif #find(WRITES, place) == 0 then
    if count > 0 then
      local length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, i - count, i - 1))
      address = tonumber(state[2] or 0) + length - count
      rest = rest .. string.format('a%.0f:%d', address, count)
    end
    redis.call('ZADD', WRITES, 0, place .. '\0' .. rest)
  end
  reply[#reply + 1] = address
end

expire(lifetime)
return reply
