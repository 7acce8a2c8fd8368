-- A page of the items at or below a namespace, by name. ARGV: lifetime to refresh, namespace, last name or '', count.
-- Returns the last name looked at or '', then name, value, name, value, …
local names = names_below(ARGV[2], ARGV[3], tonumber(ARGV[4]))
local found = {}
for _, name in ipairs(names) do
  local value = item(name, ARGV[1])
  if value then
    found[#found + 1] = name
    found[#found + 1] = value
  end
end
return { #names == tonumber(ARGV[4]) and names[#names] or '', found }
