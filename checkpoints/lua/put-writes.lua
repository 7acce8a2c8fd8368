-- Saves a task's writes. ARGV: lifetime, proposed epoch, prefix (ns \0 checkpoint id \0 task), '1' to overwrite, mark,
-- then of each write: index, the rest of the member (path \0 channel \0 value), and count of its elements, the elements.
-- The value of a write with elements is left out: it is an array of them.
local lifetime, prefix, overwrite, mark = ARGV[1], ARGV[3], ARGV[4] == '1', ARGV[5]
local state = redis.call('HMGET', VALUES, 'epoch', 'trimmed')
if not state[1] then redis.call('HSET', VALUES, 'epoch', ARGV[2]) end

local i = 6
while i <= #ARGV do
  local place, rest, count = prefix .. '\0' .. ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  i = i + 3 + count
  if overwrite then
    replace(WRITES, place, place .. '\0' .. rest)
  elseif #find(WRITES, place) == 0 then
    if count > 0 then
      local length = redis.call('RPUSH', ELEMENTS, unpack(ARGV, i - count, i - 1))
      local address = tonumber(state[2] or 0) + length - count
      rest = rest .. string.format('a%.0f:%d;', address, count) .. mark
    end
    redis.call('ZADD', WRITES, 0, place .. '\0' .. rest)
  end
end

expire(lifetime)
