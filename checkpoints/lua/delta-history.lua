-- Walks from a checkpoint to its ancestors and collects what was written to some channels, until each has a stored
-- value. ARGV: namespace, id or '' for the newest, '1' to begin with that checkpoint itself and not its parent,
-- how many ancestors at most, the channels.
-- Returns the epoch, the id, the writes of each ancestor, the stored values, runs, where to go on, channels left.
local namespace, id, inclusive, most = ARGV[1], ARGV[2], ARGV[3] == '1', tonumber(ARGV[4])

local function head(checkpoint)
  local member = checkpoint ~= '' and find(CHECKPOINTS, namespace .. '\0' .. checkpoint)[1]
  return member and split(member, 5)
end

local function versions_of(parts)
  local versions = {}
  for channel, version in string.gmatch(parts[5], '([^=,]*)=([^,]*)') do versions[channel] = version end
  return versions
end

local left, count = {}, 0
for i = 5, #ARGV do
  left[ARGV[i]] = true
  count = count + 1
end

local function writes_of(checkpoint)
  local writes = {}
  for _, member in ipairs(find(WRITES, namespace .. '\0' .. checkpoint)) do
    if left[split(member, 6)[6]] then writes[#writes + 1] = member end
  end
  return writes
end

local target = id == '' and newest(namespace) or id
local at = inclusive and target or (head(target) or {})[3] or ''
local steps, values, runs = {}, {}, {}
while count > 0 and #steps < most do
  local parts = head(at)
  if not parts then
    at = ''
    break
  end
  steps[#steps + 1] = writes_of(at)
  collect_runs_of_writes(steps[#steps], runs)
  local versions = versions_of(parts)
  for i = 5, #ARGV do
    local version = left[ARGV[i]] and versions[ARGV[i]]
    local field = namespace .. '\0' .. ARGV[i] .. '\0' .. (version or '')
    local value = version and (string.sub(version, -1) == '~' and 'v\0null' or redis.call('HGET', VALUES, field))
    if value then
      values[#values + 1] = field
      values[#values + 1] = value
      left[ARGV[i]] = nil
      count = count - 1
    end
  end
  at = parts[3]
end

local remaining = {}
for channel in pairs(left) do remaining[#remaining + 1] = channel end
collect_runs_of_values(values, runs)
return { redis.call('HGET', VALUES, 'epoch') or '', target, steps, values, load_runs(runs), at, remaining }
