import { luaScript } from '#adapters/redis/lua-script.ts';

/*
 * KEYS[1] is the prefix of all keys. It has a hash tag, so that a script may name the others itself, on a cluster
 * too. Times are Redis's own, in Unix milliseconds, so that the clocks of the processes do not matter.
 *
 *   run:<id>       hash: order (JSON), status, attempt, released, owner, stop, result (JSON), thread, updated, …
 *   events:<id>    stream: what those who follow the run are told
 *   thread:<id>    hash: tenant, graph, context (JSON), active, created, updated
 *   queue:<id>     list: the runs that wait for a thread
 *   due            sorted set: runs that have not ended, by the time from which anyone may take them
 *   approvals:<tenant>  sorted set: threads that wait for an approval, by the time since when
 *   key:<…>        hash: the run and the fingerprint of an idempotency key
 *   deliveries     sorted set: runs whose webhook is to be delivered, by the time from which to try
 */
const common = `
  local prefix = KEYS[1]
  local due = prefix .. 'due'
  local function runKey(id) return prefix .. 'run:' .. id end
  local function threadKey(id) return prefix .. 'thread:' .. id end
  local function queueKey(id) return prefix .. 'queue:' .. id end
  local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
  end
  local function changed(id) redis.call('PUBLISH', prefix .. 'changes:' .. id, '') end
  local function signal(kind, id) redis.call('PUBLISH', prefix .. 'signals', kind .. ':' .. (id or '')) end
  local function start(id, owner, time, lease)
    redis.call('HSET', runKey(id), 'status', 'running', 'owner', owner, 'updated', time)
    redis.call('HINCRBY', runKey(id), 'attempt', 1)
    redis.call('ZADD', due, time + lease, id)
  end
  local function makeDue(id, time)
    redis.call('ZADD', due, time, id)
    signal('due')
  end
  local function askToStop(id, reason, time)
    redis.call('HSET', runKey(id), 'stop', reason, 'updated', time)
    signal('stop', id)
    changed(id)
  end
  local function finish(id, status, result, time, keep)
    local key = runKey(id)
    redis.call('HSET', key, 'status', status, 'result', result, 'updated', time)
    redis.call('HDEL', key, 'owner')
    redis.call('PEXPIRE', key, keep)
    redis.call('PEXPIRE', prefix .. 'events:' .. id, keep)
    redis.call('ZREM', due, id)
    if redis.call('HEXISTS', key, 'delivery') == 1 then
      redis.call('ZADD', prefix .. 'deliveries', time, id)
    end
    changed(id)
  end
  local function noteThread(id, tenant, graph, context, approval, time, keep)
    local key = threadKey(id)
    redis.call('HSETNX', key, 'created', time)
    redis.call('HSET', key, 'tenant', tenant, 'graph', graph, 'updated', time)
    if context ~= '' then redis.call('HSET', key, 'context', context) end
    if keep ~= '' then redis.call('PEXPIRE', key, keep) end
    local approvals = prefix .. 'approvals:' .. tenant
    if approval == '1' then redis.call('ZADD', approvals, 'NX', time, id) end
    if approval == '0' then redis.call('ZREM', approvals, id) end
  end
`;

/**
 * ARGV: run, order, thread, tenant, graph, policy, owner, may start, lease (ms), key or '', fingerprint,
 * maximum waiting, keep unfinished (ms), keep (ms), keep thread (ms or ''), has webhook, context (JSON or '').
 */
export const beginScript = luaScript(`${common}
  local id, order, thread, tenant, graph, policy, owner = unpack(ARGV, 1, 7)
  local mayStart, lease, keyName, fingerprint = ARGV[8] == '1', ARGV[9], ARGV[10], ARGV[11]
  local key = prefix .. 'key:' .. keyName
  if keyName ~= '' then
    local known = redis.call('HMGET', key, 'run', 'fingerprint')
    if known[1] and redis.call('EXISTS', runKey(known[1])) == 1 then
      if known[2] ~= fingerprint then return {'key_reused'} end
      return {'known', known[1]}
    end
  end
  local record = redis.call('HMGET', threadKey(thread), 'tenant', 'graph', 'active')
  if record[1] and record[1] ~= tenant then return {'foreign'} end
  if record[2] and record[2] ~= graph then return {'other_graph', record[2]} end
  local active = record[3]
  if active and redis.call('EXISTS', runKey(active)) == 0 then active = false end
  if active and policy == 'reject' then return {'busy'} end
  if active and redis.call('LLEN', queueKey(thread)) >= tonumber(ARGV[12]) then return {'full'} end

  local time = now()
  redis.call('HSET', runKey(id), 'order', order, 'thread', thread, 'status', 'pending', 'attempt', 0,
    'released', 0, 'updated', time)
  if ARGV[16] == '1' then redis.call('HSET', runKey(id), 'delivery', 'pending', 'deliveries', 0) end
  redis.call('PEXPIRE', runKey(id), ARGV[13])
  if keyName ~= '' then
    redis.call('HSET', key, 'run', id, 'fingerprint', fingerprint)
    redis.call('PEXPIRE', key, ARGV[13])
  end
  noteThread(thread, tenant, graph, ARGV[17], '', time, ARGV[15])
  if active then
    local overtakes = policy == 'interrupt' or policy == 'rollback'
    redis.call(overtakes and 'LPUSH' or 'RPUSH', queueKey(thread), id)
    redis.call('PEXPIRE', queueKey(thread), ARGV[13])
    if overtakes then askToStop(active, policy, time) end
    return {'waiting'}
  end
  redis.call('HSET', threadKey(thread), 'active', id)
  if mayStart then start(id, owner, time, lease) else makeDue(id, time) end
  return {mayStart and 'started' or 'waiting'}
`);

/** ARGV: owner, limit, lease (ms). */
export const takeScript = luaScript(`${common}
  local time = now()
  local taken = {}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', time, 'LIMIT', 0, ARGV[2])) do
    if redis.call('EXISTS', runKey(id)) == 1 then
      start(id, ARGV[1], time, ARGV[3])
      table.insert(taken, redis.call('HGETALL', runKey(id)))
    else
      redis.call('ZREM', due, id)
    end
  end
  return taken
`);

/** ARGV: owner, lease (ms), runs. Answers with those that were lost, and those that shall stop. */
export const renewScript = luaScript(`${common}
  local time = now()
  local lost, stopping = {}, {}
  for index = 3, #ARGV do
    local record = redis.call('HMGET', runKey(ARGV[index]), 'owner', 'stop')
    if record[1] == ARGV[1] then
      redis.call('ZADD', due, 'XX', time + ARGV[2], ARGV[index])
      if record[2] then table.insert(stopping, ARGV[index]) end
    else
      table.insert(lost, ARGV[index])
    end
  end
  return {lost, stopping}
`);

/** ARGV: owner, run. */
export const releaseScript = luaScript(`${common}
  local key = runKey(ARGV[2])
  if redis.call('HGET', key, 'owner') ~= ARGV[1] then return end
  local time = now()
  redis.call('HSET', key, 'status', 'pending', 'updated', time)
  redis.call('HDEL', key, 'owner')
  redis.call('HINCRBY', key, 'released', 1)
  makeDue(ARGV[2], time)
  changed(ARGV[2])
`);

/** ARGV: owner, run, status, result, approval ('1', '0' or ''), keep (ms), keep thread (ms or ''), tenant, graph. */
export const endScript = luaScript(`${common}
  local owner, id, status, result, approval, keep, keepThread, tenant, graph = unpack(ARGV, 1, 9)
  local record = redis.call('HMGET', runKey(id), 'owner', 'thread')
  if record[1] ~= owner then return 'lost' end
  local thread, time = record[2], now()
  finish(id, status, result, time, keep)
  noteThread(thread, tenant, graph, '', approval, time, keepThread)
  local following = redis.call('LPOP', queueKey(thread))
  while following and redis.call('EXISTS', runKey(following)) == 0 do
    following = redis.call('LPOP', queueKey(thread))
  end
  if following then
    redis.call('HSET', threadKey(thread), 'active', following)
    makeDue(following, time)
  else
    redis.call('HDEL', threadKey(thread), 'active')
  end
  return 'ended'
`);

/** ARGV: run, reason, result of a run that has not begun, keep (ms). */
export const stopScript = luaScript(`${common}
  local id = ARGV[1]
  local record = redis.call('HMGET', runKey(id), 'status', 'thread')
  if not record[1] then return 'missing' end
  if record[1] ~= 'pending' and record[1] ~= 'running' then return 'ended' end
  if redis.call('HGET', threadKey(record[2]), 'active') == id then
    askToStop(id, ARGV[2], now())
    return 'asked'
  end
  redis.call('LREM', queueKey(record[2]), 0, id)
  finish(id, 'cancelled', ARGV[3], now(), ARGV[4])
  return 'ended'
`);

/** ARGV: owner, run, mode, data, maximum, keep unfinished (ms). */
export const appendScript = luaScript(`${common}
  if redis.call('HGET', runKey(ARGV[2]), 'owner') ~= ARGV[1] then return end
  local key = prefix .. 'events:' .. ARGV[2]
  redis.call('XADD', key, 'MAXLEN', '~', ARGV[5], '*', 'mode', ARGV[3], 'data', ARGV[4])
  redis.call('PEXPIRE', key, ARGV[6])
  changed(ARGV[2])
`);

/** ARGV: thread, tenant, graph, context (JSON or ''), approval ('1' or '0'), keep (ms or ''). */
export const noteThreadScript = luaScript(`${common}
  noteThread(ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], now(), ARGV[6])
`);

/** ARGV: thread. */
export const forgetThreadScript = luaScript(`${common}
  local record = redis.call('HMGET', threadKey(ARGV[1]), 'active', 'tenant')
  if record[1] and redis.call('EXISTS', runKey(record[1])) == 1 then return 'busy' end
  if record[2] then redis.call('ZREM', prefix .. 'approvals:' .. record[2], ARGV[1]) end
  redis.call('DEL', threadKey(ARGV[1]), queueKey(ARGV[1]))
  return 'forgotten'
`);

/** ARGV: tenant, offset, limit. Answers with pairs of a thread and its record. */
export const waitingThreadsScript = luaScript(`${common}
  local key = prefix .. 'approvals:' .. ARGV[1]
  local found = {}
  for _, id in ipairs(redis.call('ZRANGE', key, ARGV[2], ARGV[2] + ARGV[3] - 1)) do
    local record = redis.call('HGETALL', threadKey(id))
    if #record > 0 then table.insert(found, {id, record}) end
  end
  return found
`);

/** ARGV: limit, lease (ms). */
export const takeDeliveriesScript = luaScript(`${common}
  local key, time, taken = prefix .. 'deliveries', now(), {}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key, '-inf', time, 'LIMIT', 0, ARGV[1])) do
    if redis.call('EXISTS', runKey(id)) == 1 then
      redis.call('ZADD', key, time + ARGV[2], id)
      redis.call('HINCRBY', runKey(id), 'deliveries', 1)
      table.insert(taken, redis.call('HGETALL', runKey(id)))
    else
      redis.call('ZREM', key, id)
    end
  end
  return taken
`);

/** ARGV: run, 'delivered' or 'failed' or '', again in (ms). */
export const settleDeliveryScript = luaScript(`${common}
  local key = prefix .. 'deliveries'
  if ARGV[2] == '' then
    redis.call('ZADD', key, 'XX', now() + ARGV[3], ARGV[1])
    return
  end
  redis.call('ZREM', key, ARGV[1])
  if redis.call('EXISTS', runKey(ARGV[1])) == 1 then redis.call('HSET', runKey(ARGV[1]), 'delivery', ARGV[2]) end
`);
