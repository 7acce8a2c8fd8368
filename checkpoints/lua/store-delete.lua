-- Removes items. ARGV: '1' for all at or below a namespace and '0' for one, the namespace or the name.
-- Returns how many there were.
sweep()
local names = { ARGV[2] }
if ARGV[1] == '1' then names = names_below(ARGV[2], '', -1) end
local count = 0
for _, name in ipairs(names) do count = count + redis.call('HEXISTS', ITEMS, name) end
remove(names)
return count
