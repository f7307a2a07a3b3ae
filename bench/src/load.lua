-- Requests at random from a list; some of them from a second one, where an "@" becomes a number of its own.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  usual, rare, share, count = {}, {}, tonumber(args[2]), 0
  math.randomseed(os.time() * 16 + number)
  for line in io.lines(args[1]) do
    local list, host, path = line:match("^(%S+) (%S+) (%S+)$")
    local headers = { Host = host }
    if args[3] and args[3] ~= "" then headers["Accept-Encoding"] = args[3] end
    local request = wrk.format("GET", path, headers)
    if list == "rare" then
      local before, after = request:match("^(.-)@(.*)$")
      rare[#rare + 1] = { before, after }
    else
      usual[#usual + 1] = request
    end
  end
  started = os.time()
end

function request()
  if share > 0 and math.random(100) <= share then
    count = count + 1
    local one = rare[math.random(#rare)]
    return one[1] .. number .. "-" .. started .. "-" .. count .. one[2]
  end
  return usual[math.random(#usual)]
end

function done(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("balai-bench %d %d %d %.1f %.1f\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(99)))
end
