--- Lists of places in Neovim's quickfix list: problems, mentions, backlinks, what waits for words.

local server = require("glossator.server")

local M = {}

--- Most entries of a list. Neovim makes a buffer for each file in it, and needs many seconds for some thousands.
local MOST = 1000

--- The first entries of what was found, as many as a list shows. Says how many there are where that is more.
---@generic T
---@param found T[]
---@return T[]
function M.first(found)
  if #found > MOST then
    server.say(("these are the first %d of %d"):format(MOST, #found))
  end
  return vim.list_slice(found, 1, MOST)
end

--- Fills the quickfix list and opens it.
---@param title string
---@param items vim.quickfix.entry[]
function M.show(title, items)
  vim.fn.setqflist({}, " ", { title = title, items = items })
  vim.cmd("botright copen")
end

--- Shows places that the server told.
---@param title string
---@param locations lsp.Location[]
---@param client vim.lsp.Client
function M.show_locations(title, locations, client)
  M.show(title, vim.lsp.util.locations_to_items(M.first(locations), client.offset_encoding))
end

--- Lists the places that a code lens has counted.
---@param command lsp.Command
---@param context { client_id: integer }
function M.show_references(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local locations = (command.arguments or {})[3]
  if not client or type(locations) ~= "table" or vim.tbl_isempty(locations) then
    server.say("nothing refers to it")
    return
  end
  M.show_locations(command.title, locations, client)
end

local letters = { error = "E", warning = "W", information = "I", hint = "N" }

--- Turns the columns of the program, counted in characters, into those of the quickfix list, counted in bytes.
---@param lines string[]
---@param line integer 1-based
---@param column integer 1-based, in characters
---@return integer column 1-based, in bytes
local function byte_column(lines, line, column)
  return vim.str_byteindex(lines[line] or "", "utf-32", column - 1, false) + 1
end

--- Lists every problem of the vault.
function M.check()
  local root = server.vault_root()
  server.run_program({ "check", "--format", "json", root }, function(output)
    local understood, problems = pcall(vim.json.decode, output, { luanil = { object = true, array = true } })
    if not understood then
      server.say("`check` answered with something that is not JSON: " .. output:sub(1, 200), vim.log.levels.ERROR)
      return
    end
    local texts = {} ---@type table<string, string[]>
    local items = {} ---@type vim.quickfix.entry[]
    for _, problem in ipairs(M.first(problems)) do
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
      server.say("no problems in " .. root)
      return
    end
    M.show("Problems of " .. root, items)
  end)
end

--- Lists the questions, topics and linked terms that wait for words.
function M.unanswered()
  server.execute("unanswered", {}, function(gaps, client)
    if type(gaps) ~= "table" or vim.tbl_isempty(gaps) then
      server.say("nothing waits for words")
      return
    end
    local waiting_for = { question = "no answer", topic = "no text", term = "no definition" }
    local items = vim.tbl_map(function(gap)
      local item = vim.lsp.util.locations_to_items({ gap.location }, client.offset_encoding)[1]
      item.text = ("%s: %s"):format(gap.name, waiting_for[gap.kind] or gap.kind)
      return item
    end, M.first(gaps))
    M.show("What waits for words", items)
  end)
end

return M
