import { luaScript } from '#adapters/redis/lua-script.ts';

/*
 * An entry of a conversation's list is `<time>:<message as JSON>`, or `<time>!:…` for one that wants a turn of its
 * own: the scripts read what is before the colon and never parse the rest. All times are Redis's own, in Unix milliseconds, so that the clocks of the processes do not matter.
 */
const common = `
  local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
  end
  local function timeOf(entry)
    return tonumber(string.match(entry, '^(%d+)'))
  end
  local function isAlone(entry)
    return string.match(entry, '^%d+!') ~= nil
  end
`;

/**
 * KEYS: seen, messages, turn, unanswered.
 * ARGV: conversation, message, remember (ms), maximum remembered, maximum waiting, alone (1 or 0), delivery ids.
 */
export const appendScript = luaScript(`${common}
  local time = now()
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. (time - ARGV[3]))
  local duplicate = false
  for index = 7, #ARGV do
    if redis.call('ZSCORE', KEYS[1], ARGV[index]) then duplicate = true end
  end
  local waiting = redis.call('LLEN', KEYS[2])
  if not duplicate and waiting >= tonumber(ARGV[5]) then return {'full'} end
  for index = 7, #ARGV do redis.call('ZADD', KEYS[1], 'NX', time, ARGV[index]) end
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[4])
  if not duplicate then
    local mark = ARGV[6] == '1' and '!:' or ':'
    waiting = redis.call('RPUSH', KEYS[2], string.format('%.0f', time) .. mark .. ARGV[2])
    redis.call('ZADD', KEYS[4], 'NX', time, ARGV[1])
  end
  return {duplicate and 'duplicate' or 'accepted', waiting, redis.call('EXISTS', KEYS[3])}
`);

/** KEYS: typing. ARGV: how long it matters (ms). */
export const typingScript = luaScript(`${common}
  return redis.call('SET', KEYS[1], string.format('%.0f', now()), 'PX', ARGV[1])
`);

/** KEYS: messages, turn, typing. ARGV: owner, debounce (ms), longest debounce (ms). */
export const takeScript = luaScript(`${common}
  local function dueIn(entries)
    if isAlone(entries[1]) then return 0 end
    local newest = math.max(timeOf(entries[#entries]), tonumber(redis.call('GET', KEYS[3]) or 0))
    return math.min(newest + ARGV[2], timeOf(entries[1]) + ARGV[3]) - now()
  end
  -- Up to an entry that wants a turn of its own, or that one.
  local function sizeOf(entries)
    if isAlone(entries[1]) then return 1 end
    for index, entry in ipairs(entries) do
      if isAlone(entry) then return index - 1 end
    end
    return #entries
  end

  local size = redis.call('HGET', KEYS[2], 'size')
  local entries = redis.call('LRANGE', KEYS[1], 0, size and size - 1 or -1)
  if #entries == 0 then return {'nothing'} end
  if not size then
    local wait = dueIn(entries)
    if wait > 0 then return {'early', wait} end
    size = sizeOf(entries)
    redis.call('HSET', KEYS[2], 'size', size)
  end
  redis.call('HSET', KEYS[2], 'owner', ARGV[1])
  local attempt = redis.call('HINCRBY', KEYS[2], 'attempt', 1)
  local waited = math.max(0, now() - timeOf(entries[1]))
  return {'turn', attempt, redis.call('LRANGE', KEYS[1], 0, size - 1), waited}
`);

/** KEYS: messages, turn, unanswered. ARGV: owner, conversation. Ends with what is left, in `ended`. */
const endTurn = `${common}
  if redis.call('HGET', KEYS[2], 'owner') ~= ARGV[1] then return 'lost' end
  redis.call('LTRIM', KEYS[1], redis.call('HGET', KEYS[2], 'size'), -1)
  redis.call('DEL', KEYS[2])
  local oldest = redis.call('LINDEX', KEYS[1], 0)
  local ended = oldest and 'more' or 'nothing'
  if oldest then redis.call('ZADD', KEYS[3], timeOf(oldest), ARGV[2])
  else redis.call('ZREM', KEYS[3], ARGV[2]) end
`;

export const finishScript = luaScript(`${endTurn} return ended`);

/** KEYS: messages, turn. */
export const newerScript = luaScript(`${common}
  local size = redis.call('HGET', KEYS[2], 'size')
  local oldest = redis.call('LINDEX', KEYS[1], 0)
  if not size or not oldest then return {0, 0} end
  local next = redis.call('LINDEX', KEYS[1], size)
  return {next and not isAlone(next) and 1 or 0, math.max(0, now() - timeOf(oldest))}
`);

/** KEYS: turn. ARGV: owner. */
export const releaseScript = luaScript(`
  if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 'lost' end
  redis.call('DEL', KEYS[1])
  return 'released'
`);

/** As the end of a turn, and KEYS: dead, letters. ARGV: turn id, letter, time of death, maximum dead. */
export const buryScript = luaScript(`${endTurn}
  redis.call('ZADD', KEYS[4], ARGV[5], ARGV[3])
  redis.call('HSET', KEYS[5], ARGV[3], ARGV[4])
  for _, id in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1 - ARGV[6])) do
    redis.call('ZREM', KEYS[4], id)
    redis.call('HDEL', KEYS[5], id)
  end
  return ended
`);

/** KEYS: dead, letters, messages, turn, unanswered. ARGV: turn id, conversation, messages from last to first. */
export const replayScript = luaScript(`${common}
  if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then return 'missing' end
  if redis.call('EXISTS', KEYS[4]) == 1 then return 'busy' end
  local head = redis.call('LINDEX', KEYS[3], 0)
  local time = head and timeOf(head) or now()
  for index = 3, #ARGV do redis.call('LPUSH', KEYS[3], string.format('%.0f', time) .. ':' .. ARGV[index]) end
  redis.call('HSET', KEYS[4], 'size', #ARGV - 2)
  redis.call('ZADD', KEYS[5], 'NX', time, ARGV[2])
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('HDEL', KEYS[2], ARGV[1])
  return 'replayed'
`);

/** KEYS: dead, letters. ARGV: turn id. */
export const dropScript = luaScript(`
  redis.call('ZREM', KEYS[1], ARGV[1])
  return redis.call('HDEL', KEYS[2], ARGV[1])
`);

/** KEYS: unanswered. ARGV: age (ms), limit. */
export const unansweredScript = luaScript(`${common}
  return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now() - ARGV[1], 'LIMIT', 0, ARGV[2])
`);

/** KEYS: unanswered, dead. */
export const countsScript = luaScript(`${common}
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
  return {
    redis.call('ZCARD', KEYS[1]), redis.call('ZCARD', KEYS[2]), oldest and math.max(0, now() - oldest) or 0
  }
`);

/** KEYS: dead, letters. ARGV: limit. Newest first. */
export const lettersScript = luaScript(`
  local found = {}
  for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[1] - 1)) do
    found[#found + 1] = redis.call('HGET', KEYS[2], id)
  end
  return found
`);
