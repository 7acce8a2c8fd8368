-- Items by name. ARGV: lifetime to refresh, names. Returns a value or nil for each.
local found = {}
for i = 2, #ARGV do found[i - 1] = item(ARGV[i], ARGV[1]) or false end
return found
