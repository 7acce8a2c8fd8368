-- The namespaces that hold items.
sweep()
local found, from = {}, '-'
while true do
  local name = redis.call('ZRANGEBYLEX', INDEX, from, '+', 'LIMIT', 0, 1)[1]
  if not name then return found end
  local namespace = string.match(name, '^(%Z*)%z')
  from = '(' .. namespace .. '\1'
  for _, other in ipairs(redis.call('ZRANGEBYLEX', INDEX, '[' .. namespace .. '\0', from)) do
    if not is_expired(other) then
      found[#found + 1] = namespace
      break
    end
  end
end
