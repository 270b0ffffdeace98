--- The subcommands of `:Glossator`: each asks the server or its program, and shows the answer in a part of Neovim.

local lists = require("glossator.lists")
local pickers = require("glossator.pickers")
local server = require("glossator.server")

local M = {}

--- How long a list of names may take while somebody types, in milliseconds.
local NAMES_WITHIN = 500

--- The topics and terms that match a query, in the server's order.
---@param client vim.lsp.Client
---@param query string
---@return lsp.SymbolInformation[]
local function symbols(client, query)
  local answer = client:request_sync("workspace/symbol", { query = query }, NAMES_WITHIN)
  return answer and answer.result or {}
end

---@param query string
local function topics(query)
  local client = server.running()
  if not client then
    return
  end
  local function find(typed)
    return vim.tbl_map(function(symbol) ---@param symbol lsp.SymbolInformation
      return pickers.choice(symbol.name, symbol.containerName or "", symbol.location, client.offset_encoding)
    end, symbols(client, typed))
  end
  local choices = find(query)
  if #choices == 0 then
    server.say(query == "" and "these notes have no topics" or ("no topic is called `%s`"):format(query))
    return
  end
  pickers.pick({ title = "Topic", query = query, encoding = client.offset_encoding, choices = choices, find = find })
end

local function glossary()
  server.execute("glossary", {}, function(terms, client)
    local choices = {} ---@type glossator.Choice[]
    for _, term in ipairs(terms or {}) do
      local name = table.concat({ term.term, unpack(term.aliases) }, ", ")
      for _, definition in ipairs(term.definitions) do
        table.insert(choices, pickers.choice(name, definition.gist, definition.location, client.offset_encoding))
      end
    end
    if #choices == 0 then
      server.say("these notes define no terms")
      return
    end
    pickers.pick({ title = "Term", query = "", encoding = client.offset_encoding, choices = choices })
  end)
end

---@param term string
local function define(term)
  if term == "" then
    vim.lsp.buf.hover()
    return
  end
  server.run_program({ "define", term, server.vault_root() }, function(output, code)
    if code == 1 then
      server.say(("no note defines `%s`"):format(term))
      return
    end
    local lines = vim.split(vim.trim(output), "\n")
    vim.lsp.util.open_floating_preview(lines, "plaintext", { focus_id = "glossator.define", wrap = true })
  end)
end

--- Lists mentions: with a picker where one is installed, since it shows what is around each, else in the quickfix list.
---@param title string
---@param locations lsp.Location[]
---@param client vim.lsp.Client
---@param wants_quickfix boolean
local function show_places(title, locations, client, wants_quickfix)
  local _, picker = pickers.chosen()
  if wants_quickfix or not picker then
    lists.show_locations(title, locations, client)
    return
  end
  local choices = vim.tbl_map(function(item) ---@param item vim.quickfix.entry
    local path = vim.fs.relpath(client.root_dir or vim.fn.getcwd(), item.filename) or item.filename
    local place = ("%s:%d"):format(path, item.lnum)
    return pickers.choice(vim.trim(item.text), place, item.user_data, client.offset_encoding)
  end, vim.lsp.util.locations_to_items(lists.first(locations), client.offset_encoding))
  pickers.pick({ title = title, query = "", encoding = client.offset_encoding, choices = choices })
end

---@param term string
---@param wants_quickfix boolean
local function mentions(term, wants_quickfix)
  if term == "" then
    vim.lsp.buf.references({ includeDeclaration = false })
    return
  end
  server.execute("mentions", { term }, function(locations, client)
    if type(locations) ~= "table" or vim.tbl_isempty(locations) then
      server.say(("no note mentions `%s`"):format(term))
      return
    end
    show_places("Mentions of " .. term, locations, client, wants_quickfix)
  end)
end

---@param _ string
---@param wants_quickfix boolean
local function backlinks(_, wants_quickfix)
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(0))
  server.execute("backlinks", { vim.uri_from_bufnr(0) }, function(locations, client)
    if type(locations) ~= "table" or vim.tbl_isempty(locations) then
      server.say(("no other note links to `%s`"):format(name))
      return
    end
    show_places("Links to " .. name, locations, client, wants_quickfix)
  end)
end

---@param name string
local function open(name)
  if name == "" then
    vim.lsp.buf.definition()
    return
  end
  -- The server shows the topic by itself, with `window/showDocument`, and answers where it is.
  server.execute("openTopic", { name }, function(location)
    if not location then
      server.say(("no note has a topic `%s`"):format(name))
    end
  end)
end

local function random()
  server.execute("randomTopic", {}, function(location)
    if not location then
      server.say("these notes have no topics")
    end
  end)
end

---@param day string
local function daily(day)
  local which = day == "" and "today" or day
  server.execute("dailyNote", { which, vim.uri_from_bufnr(0) }, function(location)
    if not location then
      server.say(("there is no note of a day %s this one"):format(which == "previous" and "before" or "after"))
    end
  end)
end

--- Shows the glossary as a note that `:write NAME` saves.
local function export()
  server.execute("exportGlossary", {}, function(text)
    -- Every letter has a heading; without one there is the title alone.
    if type(text) ~= "string" or not text:find("\n## ") then
      server.say("these notes define no terms")
      return
    end
    vim.cmd.new()
    -- A buffer without a name would get a server of its own, for the folder Neovim was started in.
    vim.bo.buftype = "nofile"
    vim.bo.swapfile = false
    vim.api.nvim_buf_set_lines(0, 0, -1, true, vim.split(vim.trim(text), "\n"))
    vim.bo.filetype = "markdown"
  end)
end

--- Links the first mention of each term in each section of the note.
local function link()
  server.execute("linkAll", { vim.uri_from_bufnr(0) }, function(edit)
    if not edit or vim.tbl_isempty(edit.documentChanges or edit.changes or {}) then
      server.say("there is nothing to link")
    end
  end)
end

local function statistics()
  server.execute("statistics", {}, function(count)
    local parts = {}
    for _, what in ipairs({ "notes", "topics", "terms", "definitions", "links", "unanswered" }) do
      table.insert(parts, ("%d %s"):format(count[what] or 0, what))
    end
    server.say(table.concat(parts, ", ") .. (count.indexing and "; still reading" or ""))
  end)
end

local function log()
  vim.cmd.tabedit(vim.fn.fnameescape(vim.lsp.log.get_filename()))
  vim.cmd("normal! G")
end

---@class glossator.Subcommand
---@field run fun(argument: string, is_banged: boolean)
---@field takes? "name"|string[] what its argument is: the name of a topic or term, or one of these words

---@type table<string, glossator.Subcommand>
local subcommands = {
  backlinks = { run = backlinks },
  check = { run = lists.check },
  daily = { run = daily, takes = { "next", "previous", "today" } },
  define = { run = define, takes = "name" },
  export = { run = export },
  glossary = { run = glossary },
  link = { run = link },
  log = { run = log },
  mentions = { run = mentions, takes = "name" },
  open = { run = open, takes = "name" },
  random = { run = random },
  reindex = {
    run = function()
      server.execute("reindex", {})
    end,
  },
  restart = {
    run = function()
      require("glossator.restart").restart()
    end,
  },
  statistics = { run = statistics },
  topics = { run = topics, takes = "name" },
  unanswered = { run = lists.unanswered },
}

---@return string[]
local function subcommand_names()
  local names = vim.tbl_keys(subcommands)
  table.sort(names)
  return names
end

--- Runs `:Glossator`.
---@param arguments string what follows the command, such as "define load balancer"
---@param is_banged boolean whether it was `:Glossator!`
function M.run(arguments, is_banged)
  local name, argument = arguments:match("^%s*(%S*)%s*(.-)%s*$")
  local subcommand = subcommands[name]
  if not subcommand then
    local known = table.concat(subcommand_names(), ", ")
    local complaint = name == "" and "say what to do" or ("there is no `%s`"):format(name)
    server.say(("%s; `:Glossator` knows %s"):format(complaint, known), vim.log.levels.ERROR)
    return
  end
  local takes = subcommand.takes
  if argument ~= "" and not takes then
    server.say(("`%s` takes no argument"):format(name), vim.log.levels.ERROR)
    return
  end
  if argument ~= "" and type(takes) == "table" and not vim.list_contains(takes, argument) then
    local known = table.concat(takes, ", ")
    server.say(("`%s` takes one of %s, not `%s`"):format(name, known, argument), vim.log.levels.ERROR)
    return
  end
  subcommand.run(argument, is_banged)
end

--- Names that the server knows, as the words that can follow what was typed of them.
---@param typed string such as "load ba"
---@return string[]
local function complete_name(typed)
  local client = server.find()
  -- Neovim replaces the last word only, so the words before it are taken off a name that starts with them.
  local before = typed:match("^(.*%s)%S*$") or ""
  local completions, seen = {}, {}
  for _, symbol in ipairs(client and symbols(client, typed) or {}) do
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

---@param typed string
---@param words string[]
---@return string[]
local function starting_with(typed, words)
  return vim.tbl_filter(function(word)
    return vim.startswith(word, typed)
  end, words)
end

--- Completes `:Glossator`.
---@param line string the command line up to the cursor
---@return string[]
function M.complete(line)
  local name, argument = line:match("Glossator!?%s+(%S+)%s+(.*)$")
  if not name then
    return starting_with(line:match("(%S*)$"), subcommand_names())
  end
  local takes = (subcommands[name] or {}).takes
  if type(takes) == "table" then
    return starting_with(argument, takes)
  end
  return takes and complete_name(argument) or {}
end

return M
