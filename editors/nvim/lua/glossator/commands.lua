--- The subcommands of `:Glossator`: each asks the server or its command line, and shows the answer in a part of Neovim.

local config = require("glossator.config")

local M = {}

---@param message string
---@param level? integer one of `vim.log.levels`; information unless told otherwise
local function say(message, level)
  vim.notify("glossator: " .. message, level or vim.log.levels.INFO)
end

--- The running server: the one of the current buffer, else any.
---@return vim.lsp.Client?
local function find_client()
  return vim.lsp.get_clients({ name = config.name, bufnr = 0 })[1] or vim.lsp.get_clients({ name = config.name })[1]
end

--- The running server. Says what to do where there is none.
---@return vim.lsp.Client?
local function running_client()
  local client = find_client()
  if not client then
    say("no server is running; open a note, or see `:checkhealth glossator`", vim.log.levels.WARN)
  end
  return client
end

--- The folder that the command line is asked about: the vault of the current note, else of any note, else where we are.
---@return string
local function vault_root()
  local here = vim.lsp.get_clients({ name = config.name, bufnr = 0 })[1]
  if here and not here.root_dir then
    -- A note that is served by itself.
    return vim.fs.dirname(vim.api.nvim_buf_get_name(0))
  end
  local client = here or find_client()
  return client and client.root_dir or vim.fs.root(0, config.resolved().root_markers or {}) or vim.fn.getcwd()
end

--- Runs a subcommand of the command line, and hands on what it printed unless it could not do its work.
---@param arguments string[]
---@param answered fun(output: string, code: integer)
local function run_program(arguments, answered)
  local absence = config.absence()
  if absence then
    vim.notify(absence, vim.log.levels.ERROR)
    return
  end
  local command = vim.list_extend(config.program(), arguments)
  vim.system(
    command,
    { text = true },
    vim.schedule_wrap(function(result)
      -- 0 is fine, 1 is "problems" or "nothing found", anything else is no answer at all.
      if result.code == 0 or result.code == 1 then
        answered(result.stdout, result.code)
      else
        local reason = vim.trim(result.stderr ~= "" and result.stderr or ("ended with code " .. result.code))
        say(("`%s` failed: %s"):format(table.concat(command, " "), reason), vim.log.levels.ERROR)
      end
    end)
  )
end

---@param title string
---@param items vim.quickfix.entry[]
local function show_quickfix(title, items)
  vim.fn.setqflist({}, " ", { title = title, items = items })
  vim.cmd("botright copen")
end

--- Runs a command of the server.
---@param name string
---@param argument string
---@param answered fun(result: any, client: vim.lsp.Client)
local function execute(name, argument, answered)
  local client = running_client()
  if not client then
    return
  end
  local command = { title = name, command = name, arguments = { argument } }
  client:exec_cmd(command, { bufnr = vim.api.nvim_get_current_buf() }, function(problem, result)
    if problem then
      say(problem.message, vim.log.levels.ERROR)
    else
      answered(result, client)
    end
  end)
end

---@param query string
local function topics(query)
  local client = running_client()
  if not client then
    return
  end
  client:request("workspace/symbol", { query = query }, function(problem, symbols)
    if problem then
      say(problem.message, vim.log.levels.ERROR)
      return
    end
    if not symbols or vim.tbl_isempty(symbols) then
      say(query == "" and "these notes have no topics" or ("no topic is called `%s`"):format(query))
      return
    end
    vim.ui.select(symbols, {
      prompt = "Topic:",
      kind = "glossator.topic",
      format_item = function(symbol)
        local context = symbol.containerName
        return context and context ~= "" and ("%s  (%s)"):format(symbol.name, context) or symbol.name
      end,
    }, function(symbol)
      if symbol then
        vim.lsp.util.show_document(symbol.location, client.offset_encoding, { focus = true })
      end
    end)
  end)
end

---@param term string
local function define(term)
  if term == "" then
    vim.lsp.buf.hover()
    return
  end
  run_program({ "define", term, vault_root() }, function(output, code)
    if code == 1 then
      say(("no note defines `%s`"):format(term))
      return
    end
    local lines = vim.split(vim.trim(output), "\n")
    vim.lsp.util.open_floating_preview(lines, "plaintext", { focus_id = "glossator.define", wrap = true })
  end)
end

---@param term string
local function mentions(term)
  if term == "" then
    vim.lsp.buf.references({ includeDeclaration = false })
    return
  end
  execute("glossator.mentions", term, function(locations, client)
    if type(locations) ~= "table" or vim.tbl_isempty(locations) then
      say(("no note mentions `%s`"):format(term))
      return
    end
    show_quickfix("Mentions of " .. term, vim.lsp.util.locations_to_items(locations, client.offset_encoding))
  end)
end

--- Lists the places that a code lens has counted.
---@param command lsp.Command
---@param context { client_id: integer }
function M.show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local locations = (command.arguments or {})[3]
  if not client or not locations or vim.tbl_isempty(locations) then
    say("nothing refers to it")
    return
  end
  show_quickfix(command.title, vim.lsp.util.locations_to_items(locations, client.offset_encoding))
end

--- Copies the link that a code action has named: to be pasted in Neovim, and elsewhere where it has a clipboard.
---@param command lsp.Command
function M.copy(command)
  local text = (command.arguments or {})[1]
  if type(text) ~= "string" then
    return
  end
  vim.fn.setreg('"', text)
  if vim.fn.has("clipboard") == 1 then
    vim.fn.setreg("+", text)
  end
  say(("copied %s"):format(text))
end

---@param name string
local function open(name)
  if name == "" then
    vim.lsp.buf.definition()
    return
  end
  -- The server shows the topic by itself, with `window/showDocument`, and answers where it is.
  execute("glossator.openTopic", name, function(location)
    if not location or location == vim.NIL then
      say(("no note has a topic `%s`"):format(name))
    end
  end)
end

local letters = { error = "E", warning = "W", information = "I", hint = "N" }

--- Turns the columns of the command line, counted in characters, into those of the quickfix list, counted in bytes.
---@param lines string[]
---@param line integer 1-based
---@param column integer 1-based, in characters
---@return integer column 1-based, in bytes
local function byte_column(lines, line, column)
  return vim.str_byteindex(lines[line] or "", "utf-32", column - 1, false) + 1
end

local function check()
  local root = vault_root()
  run_program({ "check", "--format", "json", root }, function(output)
    local understood, problems = pcall(vim.json.decode, output, { luanil = { object = true, array = true } })
    if not understood then
      say("`check` answered with something that is not JSON: " .. output:sub(1, 200), vim.log.levels.ERROR)
      return
    end
    local texts = {} ---@type table<string, string[]>
    local items = {} ---@type vim.quickfix.entry[]
    for _, problem in ipairs(problems) do
      local path = vim.fs.joinpath(root, problem.file)
      texts[path] = texts[path] or (vim.fn.filereadable(path) == 1 and vim.fn.readfile(path) or {})
      table.insert(items, {
        filename = path,
        lnum = problem.line,
        col = byte_column(texts[path], problem.line, problem.column),
        end_lnum = problem.end_line,
        end_col = byte_column(texts[path], problem.end_line, problem.end_column),
        type = letters[problem.severity],
        text = ("%s [%s]"):format(problem.message, problem.code),
      })
    end
    if #items == 0 then
      vim.fn.setqflist({}, " ", { title = "Problems of " .. root, items = {} })
      say("no problems in " .. root)
      return
    end
    show_quickfix("Problems of " .. root, items)
  end)
end

local function log()
  vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename()))
  vim.cmd("normal! G")
end

--- How long a server may take to end before it is made to, in milliseconds.
local END_WITHIN = 3000

local function restart()
  -- Everything that will be served again, with its root; false stands for a note without one.
  local served = {} ---@type table<integer, string|false>
  local clients = vim.lsp.get_clients({ name = config.name })
  for _, client in ipairs(clients) do
    for buffer in pairs(client.attached_buffers) do
      served[buffer] = client.root_dir or false
    end
    client:stop()
  end
  local resolved = config.resolved()
  if #clients == 0 then
    -- It may have crashed: whatever is a note gets a server.
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.list_contains(resolved.filetypes or {}, vim.bo[buffer].filetype) then
        served[buffer] = vim.fs.root(buffer, resolved.root_markers or {}) or false
      end
    end
  end
  if vim.tbl_isempty(served) then
    say("there is nothing to restart: no note is open", vim.log.levels.WARN)
    return
  end
  local absence = config.absence()
  if absence then
    vim.notify(absence, vim.log.levels.ERROR)
    return
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
  for buffer, root in pairs(served) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      vim.lsp.start(vim.tbl_extend("force", resolved, { root_dir = root or nil }), { bufnr = buffer })
    end
  end
  say("restarted")
end

---@class glossator.Subcommand
---@field run fun(argument: string)
---@field takes_name? boolean whether its argument is the name of a topic or a term

---@type table<string, glossator.Subcommand>
local subcommands = {
  check = { run = check },
  define = { run = define, takes_name = true },
  log = { run = log },
  mentions = { run = mentions, takes_name = true },
  open = { run = open, takes_name = true },
  restart = { run = restart },
  topics = { run = topics, takes_name = true },
}

---@return string[]
local function subcommand_names()
  local names = vim.tbl_keys(subcommands)
  table.sort(names)
  return names
end

--- Runs `:Glossator`.
---@param arguments string what follows the command, such as "define load balancer"
function M.run(arguments)
  local name, argument = arguments:match("^%s*(%S*)%s*(.-)%s*$")
  local subcommand = subcommands[name]
  if not subcommand then
    local known = table.concat(subcommand_names(), ", ")
    local complaint = name == "" and "say what to do" or ("there is no `%s`"):format(name)
    say(("%s; `:Glossator` knows %s"):format(complaint, known), vim.log.levels.ERROR)
    return
  end
  if argument ~= "" and not subcommand.takes_name then
    say(("`%s` takes no argument"):format(name), vim.log.levels.ERROR)
    return
  end
  subcommand.run(argument)
end

--- How long `<Tab>` waits for names, in milliseconds.
local COMPLETE_WITHIN = 500

--- Names that the server knows, as the words that can follow what was typed of them.
---@param typed string such as "load ba"
---@return string[]
local function complete_name(typed)
  local client = find_client()
  local answer = client and client:request_sync("workspace/symbol", { query = typed }, COMPLETE_WITHIN)
  -- Neovim replaces the last word only, so the words before it are taken off a name that starts with them.
  local before = typed:match("^(.*%s)%S*$") or ""
  local completions, seen = {}, {}
  for _, symbol in ipairs(answer and answer.result or {}) do
    local name = symbol.name ---@type string
    if vim.startswith(name:lower(), before:lower()) then
      local rest = name:sub(#before + 1)
      if not seen[rest] then
        seen[rest] = true
        table.insert(completions, rest)
      end
    end
  end
  return completions
end

--- Completes `:Glossator`.
---@param line string the command line up to the cursor
---@return string[]
function M.complete(line)
  local name, argument = line:match("Glossator!?%s+(%S+)%s+(.*)$")
  if not name then
    local typed = line:match("(%S*)$")
    return vim.tbl_filter(function(known)
      return vim.startswith(known, typed)
    end, subcommand_names())
  end
  local subcommand = subcommands[name]
  return subcommand and subcommand.takes_name and complete_name(argument) or {}
end

return M
