-- One kind of request over many ids, or a create followed by a delete; settings come from the environment (see bench/beside).
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  bad, seen, turn, made = 0, 0, 0, nil
  headers = {["Accept"] = "application/json", ["Cookie"] = os.getenv("BENCH_COOKIE"), ["Prefer"] = "return=minimal",
    ["Content-Type"] = "application/json"}
  wanted = tonumber(os.getenv("BENCH_STATUS"))
  method, path, body = os.getenv("BENCH_METHOD"), os.getenv("BENCH_PATH"), os.getenv("BENCH_BODY")
  ids = {}
  for line in io.lines(os.getenv("BENCH_IDS")) do ids[#ids + 1] = line end
end

function request()
  if method == "pair" then
    turn = turn + 1
    if made == nil then return wrk.format("POST", "/api/conversations", headers, '{"title": "short-lived"}') end
    local id = made
    made = nil
    return wrk.format("DELETE", (path:gsub("{id}", id)), headers)
  end
  turn = turn + 1
  local filled = body
  if body ~= "" then filled = body:gsub("{n}", tostring(turn)) end
  return wrk.format(method, (path:gsub("{id}", ids[math.random(#ids)])), headers, filled ~= "" and filled or nil)
end

function response(status, answered, text)
  seen = seen + 1
  if method == "pair" and status == 201 then
    made = text:match('"id"%s*:%s*"(%x+)"')
  elseif status ~= wanted then
    bad = bad + 1
  end
end

function done(summary)
  local wrong, answers = 0, 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("bad")
    answers = answers + thread:get("seen")
  end
  io.write(string.format("BENCH %d %.4f %d\n", answers, summary.duration / 1e6, wrong))
end
