-- One checkpoint, by id or the newest of a namespace. ARGV: lifetime to refresh, namespace, id or ''.
local lifetime, namespace, id = ARGV[1], ARGV[2], ARGV[3]

local member
if id == '' then
  member = redis.call('ZREVRANGEBYLEX', CHECKPOINTS, '(' .. namespace .. '\1', '[' .. namespace .. '\0', 'LIMIT', 0, 1)[1]
else
  member = find(CHECKPOINTS, namespace .. '\0' .. id)[1]
end
if not member then return { '', {}, {} } end

local runs = {}
local found = tuple(member, runs)
expire(lifetime)
return { redis.call('HGET', VALUES, 'epoch'), { found }, load_runs(runs) }
