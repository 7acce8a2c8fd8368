-- Shared by the scripts that return checkpoints with their values.

-- The values of a checkpoint's channels, as field, value, field, value, …
local function channel_values(namespace, versions)
  local fields = {}
  for channel, version in string.gmatch(versions, '([^=,]*)=([^,]*)') do
    fields[#fields + 1] = namespace .. '\0' .. channel .. '\0' .. version
  end
  local found = {}
  for i = 1, #fields, 1000 do
    local batch = redis.call('HMGET', VALUES, unpack(fields, i, math.min(i + 999, #fields)))
    for j, value in ipairs(batch) do
      if value then
        found[#found + 1] = fields[i + j - 1]
        found[#found + 1] = value
      end
    end
  end
  return found
end

-- Adds the runs of addresses that a value refers to, if it is an array.
local function collect_runs(value, from, runs)
  if string.byte(value, from) ~= ARRAY then return end
  for start, count in string.gmatch(string.sub(value, from), '(%d+):(%d+)') do
    runs[#runs + 1] = { tonumber(start), tonumber(start) + tonumber(count) }
  end
end

local function collect_runs_of_values(values, runs)
  for i = 2, #values, 2 do collect_runs(values[i], 1, runs) end
end

local function collect_runs_of_writes(writes, runs)
  for _, member in ipairs(writes) do
    local _, from = split(member, 6)
    collect_runs(member, from, runs)
  end
end

-- Runs in the order of their addresses, those that touch or overlap as one: { start, end }, …
local function merge_runs(runs)
  table.sort(runs, function(a, b) return a[1] < b[1] end)
  local merged = {}
  for _, run in ipairs(runs) do
    local last = merged[#merged]
    if last and run[1] <= last[2] then
      last[2] = math.max(last[2], run[2])
    else
      merged[#merged + 1] = run
    end
  end
  return merged
end

-- The elements of all runs, each once, as address, elements, address, elements, …
local function load_runs(runs)
  local merged = merge_runs(runs)
  local trimmed = #merged > 0 and tonumber(redis.call('HGET', VALUES, 'trimmed') or 0)
  local loaded = {}
  for _, run in ipairs(merged) do
    loaded[#loaded + 1] = run[1]
    loaded[#loaded + 1] = redis.call('LRANGE', ELEMENTS, run[1] - trimmed, run[2] - trimmed - 1)
  end
  return loaded
end

-- How much each key holds. No write leaves all of it as it is, but for one that replaces what is there.
local function sizes()
  return table.concat({
    redis.call('ZCARD', CHECKPOINTS),
    redis.call('ZCARD', WRITES),
    redis.call('HLEN', VALUES),
    redis.call('LLEN', ELEMENTS),
  }, ' ')
end

-- A checkpoint with its values and writes. Before format 4 the tasks that it sends are writes of its parent.
local function tuple(member, runs)
  local head = split(member, 5)
  local namespace, id, parent, v, versions = head[1], head[2], head[3], head[4], head[5]
  local values = channel_values(namespace, versions)
  local writes = find(WRITES, namespace .. '\0' .. id)
  local parents_writes = {}
  if tonumber(v) < 4 and parent ~= '' then parents_writes = find(WRITES, namespace .. '\0' .. parent) end
  collect_runs_of_values(values, runs)
  collect_runs_of_writes(writes, runs)
  collect_runs_of_writes(parents_writes, runs)
  return { member, writes, values, parents_writes }
end
