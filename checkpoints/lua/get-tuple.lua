-- One checkpoint, by id or the newest of a namespace. ARGV: lifetime to refresh, namespace, id or ''.
local lifetime, namespace, id = ARGV[1], ARGV[2], ARGV[3]

if id == '' then id = newest(namespace) end
local member = find(CHECKPOINTS, namespace .. '\0' .. id)[1]
if not member then return { '', {}, {} } end

local runs = {}
local found = tuple(member, runs)
expire(lifetime)
return { redis.call('HGET', VALUES, 'epoch'), { found }, load_runs(runs) }
