-- Visitors of a shop: 4,000 addresses behind a trusted balancer, a browser's headers, a session cookie, the device cookies that
-- the file named in SD_VISITORS gives (none without it), a few hundred pages.
local file = os.getenv("SD_VISITORS")
local devices = file and dofile(file) or {}
local state = 12345
local function random(n)
  state = (state * 1103515245 + 12345) % 2147483648
  return math.floor(state / 65536) % n
end

local function device(i)
  local cookie = devices[i] or ""
  return cookie == "" and "" or "; " .. cookie
end

local requests = {}
for i = 1, 4000 do
  local address = string.format("10.%d.%d.%d", random(200), random(250), 1 + random(250))
  local path = "/product/" .. (1 + random(300))
  requests[i] = wrk.format("GET", path, {
    ["Host"] = "shop.example",
    ["X-Forwarded-For"] = address,
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ["Accept-Language"] = "en-GB,en;q=0.8",
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["Sec-Fetch-Mode"] = "navigate",
    ["Sec-Fetch-Site"] = "same-origin",
    ["Cookie"] = "shop_session=" .. string.format("%08x%08x", random(32768) * 65536, i) .. device(i),
  })
end

local next_request = 0
request = function()
  next_request = next_request % 4000 + 1
  return requests[next_request]
end
