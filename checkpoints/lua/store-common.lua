-- Shared by the scripts of the store. KEYS: items (hash), index (sorted set, by name), expiries (sorted set, by time)
-- of all namespaces that begin with the same label. An item's name is  label label … \0 key ; its value is
-- created \0 updated \0 typed value, with times in microseconds.
local ITEMS, INDEX, EXPIRIES = KEYS[1], KEYS[2], KEYS[3]

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function remove(names)
  for i = 1, #names, 1000 do
    local last = math.min(i + 999, #names)
    redis.call('HDEL', ITEMS, unpack(names, i, last))
    redis.call('ZREM', INDEX, unpack(names, i, last))
    redis.call('ZREM', EXPIRIES, unpack(names, i, last))
  end
end

-- Expired items are not there for anybody; some of them are removed for good on the way.
local function sweep()
  local expired = redis.call('ZRANGEBYSCORE', EXPIRIES, '-inf', now, 'LIMIT', 0, 100)
  remove(expired)
end

local function is_expired(name)
  local at = redis.call('ZSCORE', EXPIRIES, name)
  return at and tonumber(at) <= now
end

local function refresh(name, lifetime)
  if lifetime ~= '' then redis.call('ZADD', EXPIRIES, now + lifetime, name) end
end

-- The value of an item, or nil.
local function item(name, lifetime)
  if is_expired(name) then return nil end
  local value = redis.call('HGET', ITEMS, name)
  if not value then return nil end
  if redis.call('ZSCORE', EXPIRIES, name) then refresh(name, lifetime) end
  return value
end

-- All names at or below a namespace: labels hold no byte up to the space, which parts them.
local function names_below(namespace, after, count)
  local from = after == '' and '[' .. namespace .. '\0' or '(' .. after
  return redis.call('ZRANGEBYLEX', INDEX, from, '(' .. namespace .. '!', 'LIMIT', 0, count)
end
