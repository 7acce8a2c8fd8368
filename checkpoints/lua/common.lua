-- Shared by all scripts. KEYS: checkpoints, writes, values, elements of one thread (see names.ts).
-- A checkpoint is the member  ns \0 id \0 parent \0 v \0 channel=version,… \0 rest \0 metadata
-- (~ behind a version: the value is null; rest is JSON of [ts, versions_seen, others])
-- A write is the member       ns \0 checkpoint id \0 task \0 index \0 path \0 channel \0 value
-- All parts before the last are encoded names or JSON, so only the last part can contain \0.
-- The hash of values also holds `epoch`, which names this life of the thread: addresses of elements mean nothing in
-- another one; and `trimmed`, how many elements were taken from the start of the list.
local CHECKPOINTS, WRITES, VALUES, ELEMENTS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

-- The first byte of a channel's value and of a write's value: v for one that stands there, a for an array, whose
-- elements lie in the list (a10:2,15:1 are those at 10, 11 and 15; ad… is a delta snapshot of an array).
local ARRAY = string.byte('a')

-- The members of a sorted set that begin with these parts.
local function find(key, prefix)
  return redis.call('ZRANGEBYLEX', key, '[' .. prefix .. '\0', '(' .. prefix .. '\1')
end

-- The id of the newest checkpoint of a namespace, or ''.
local function newest(namespace)
  local member = redis.call(
    'ZREVRANGEBYLEX', CHECKPOINTS, '(' .. namespace .. '\1', '[' .. namespace .. '\0', 'LIMIT', 0, 1)[1]
  return member and string.match(member, '^%Z*%z(%Z*)%z') or ''
end

-- Puts a member in the place of the one that begins with these parts. It is added first: when Redis refuses that
-- for want of memory, the old one is still there.
local function replace(key, prefix, member)
  local old = find(key, prefix)
  redis.call('ZADD', key, 0, member)
  for _, present in ipairs(old) do
    if present ~= member then redis.call('ZREM', key, present) end
  end
end

-- The first `count` parts of a member, and where the rest begins.
local function split(member, count)
  local parts, from = {}, 1
  for i = 1, count do
    local stop = string.find(member, '\0', from, true)
    parts[i] = string.sub(member, from, stop - 1)
    from = stop + 1
  end
  return parts, from
end

-- All keys of a thread expire at the same moment. An empty lifetime leaves them as they are.
local function expire(milliseconds)
  if milliseconds == '' then return end
  local now = redis.call('TIME')
  local at = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000) + milliseconds)
  for _, key in ipairs(KEYS) do redis.call('PEXPIREAT', key, at) end
end
