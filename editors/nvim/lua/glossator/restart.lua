--- Starts the server again: when it has ended by itself, and when the user says so.

local config = require("glossator.config")
local server = require("glossator.server")

local M = {}

--- How often the server is started again within WITHIN milliseconds.
local RESTARTS = 5
local WITHIN = 3 * 60 * 1000

--- How long a server may take to end before it is made to, in milliseconds.
local END_WITHIN = 3000

--- When the server ended by itself, in milliseconds of the event loop.
local ends = {} ---@type integer[]

---@param buffers integer[]
---@param start vim.lsp.ClientConfig
local function serve(buffers, start)
  for _, buffer in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      vim.lsp.start(start, { bufnr = buffer })
    end
  end
end

--- Whether a server ended because it was told to.
---@param code integer
---@param signal integer
---@return boolean
local function was_stopped(code, signal)
  -- It ends with 0 only after `shutdown`; signal 15 is how Neovim ends one that does not.
  return signal == 15 or code == 143 or (code == 0 and signal == 0)
end

--- Says that a server ended before it could answer anything: starting it again would end the same way.
---@param client vim.lsp.Client
---@param code integer
---@param signal integer
local function report_false_start(client, code, signal)
  local cmd = client.config.cmd
  local program = type(cmd) == "table" and table.concat(cmd, " ") or "the server"
  local how = signal == 0 and ("with code %d"):format(code) or ("by signal %d"):format(signal)
  vim.notify_once(
    ("glossator: `%s` ended at once, %s; see `:Glossator log` and `:checkhealth glossator`"):format(program, how),
    vim.log.levels.ERROR
  )
end

--- Called when a server has ended: the notes that it served get a new one, unless that happened too often.
---@param code integer
---@param signal integer
---@param client_id integer
function M.ended(code, signal, client_id)
  local client = vim.lsp.get_client_by_id(client_id)
  if not client or vim.v.exiting ~= vim.NIL then
    return
  end
  -- Signal 15 is how Neovim ends a server that it has to stop before that is ready.
  if not client.initialized and signal ~= 15 then
    vim.schedule(function()
      report_false_start(client, code, signal)
    end)
    return
  end
  if was_stopped(code, signal) then
    return
  end
  -- Neovim forgets these soon.
  local buffers = vim.tbl_keys(client.attached_buffers)
  local now = vim.uv.now()
  table.insert(ends, now)
  ends = vim.tbl_filter(function(at)
    return now - at < WITHIN
  end, ends)
  local is_too_often = #ends > RESTARTS

  -- Neovim itself says that the server ended and where the log is, so a new start needs no words.
  local function when_gone()
    if vim.lsp.get_client_by_id(client_id) then
      vim.defer_fn(when_gone, 20)
    elseif is_too_often then
      server.say(
        "the server ended too often and is not started again; `:Glossator restart` starts it",
        vim.log.levels.ERROR
      )
    elseif config.is_enabled() and vim.v.exiting == vim.NIL then
      serve(buffers, client.config)
    end
  end
  vim.schedule(when_gone)
end

--- Ends every server, by force where it does not answer.
---@param clients vim.lsp.Client[]
local function stop(clients)
  for _, client in ipairs(clients) do
    client:stop()
  end
  -- A client that has stopped stays attached for a moment, and Neovim would wait for its answers in vain.
  local function are_gone()
    return vim.iter(clients):all(function(client)
      return vim.lsp.get_client_by_id(client.id) == nil
    end)
  end
  if not vim.wait(END_WITHIN, are_gone, 20) then
    for _, client in ipairs(clients) do
      client:stop(true)
    end
    vim.wait(END_WITHIN, are_gone, 20)
  end
end

--- Ends the server and starts it for the notes that are open.
function M.restart()
  local notes = vim.tbl_filter(function(buffer)
    return vim.api.nvim_buf_is_loaded(buffer) and config.is_note(buffer)
  end, vim.api.nvim_list_bufs())
  -- Roots are kept: they may have been given by hand.
  local roots = {} ---@type table<integer, string|false>
  local clients = vim.lsp.get_clients({ name = config.name })
  for _, client in ipairs(clients) do
    for buffer in pairs(client.attached_buffers) do
      roots[buffer] = client.root_dir or false
    end
  end
  if #notes == 0 and #clients == 0 then
    server.say("there is nothing to restart: no note is open", vim.log.levels.WARN)
    return
  end
  local absence = config.absence()
  if absence then
    vim.notify(absence, vim.log.levels.ERROR)
    return
  end
  stop(clients)
  ends = {}
  local resolved = config.resolved()
  for _, buffer in ipairs(notes) do
    local function serve_in(root)
      local start = vim.tbl_extend("force", {}, resolved)
      start.root_dir = root or nil
      serve({ buffer }, start)
    end
    if roots[buffer] ~= nil then
      serve_in(roots[buffer])
    elseif type(resolved.root_dir) == "function" then
      resolved.root_dir(buffer, serve_in)
    else
      serve_in(resolved.root_dir or vim.fs.root(buffer, resolved.root_markers or {}))
    end
  end
  server.say("restarted")
end

return M
