-- A page of checkpoints, newest first by id. ARGV: namespace (or every namespace, when the next is '1'),
-- '1' or '0', ids below this one or '', id and namespace of the last one of the page before or '', page size.
local only, every, before = ARGV[1], ARGV[2] == '1', ARGV[3]
local last_id, last_namespace, size = ARGV[4], ARGV[5], tonumber(ARGV[6])

local function namespaces()
  if not every then return { only } end
  local found, from = {}, '-'
  while true do
    local member = redis.call('ZRANGEBYLEX', CHECKPOINTS, from, '+', 'LIMIT', 0, 1)[1]
    if not member then return found end
    found[#found + 1] = split(member, 1)[1]
    from = '(' .. found[#found] .. '\1'
  end
end

-- Equal ids in several namespaces come in the order of the namespaces.
local function upper_bound(namespace)
  if last_id ~= '' then
    local bound = '(' .. namespace .. '\0' .. last_id
    return namespace > last_namespace and bound .. '\1' or bound
  end
  if before ~= '' then return '(' .. namespace .. '\0' .. before end
  return '(' .. namespace .. '\1'
end

local candidates = {}
for _, namespace in ipairs(namespaces()) do
  local members = redis.call(
    'ZREVRANGEBYLEX', CHECKPOINTS, upper_bound(namespace), '[' .. namespace .. '\0', 'LIMIT', 0, size)
  for _, member in ipairs(members) do
    candidates[#candidates + 1] = { id = split(member, 2)[2], namespace = namespace, member = member }
  end
end
table.sort(candidates, function(a, b)
  if a.id ~= b.id then return a.id > b.id end
  return a.namespace < b.namespace
end)

local tuples, runs = {}, {}
for i = 1, math.min(size, #candidates) do tuples[i] = tuple(candidates[i].member, runs) end
return { redis.call('HGET', VALUES, 'epoch') or '', tuples, load_runs(runs) }
