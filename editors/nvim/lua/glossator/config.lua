--- What `setup` takes and how it is checked, and how the server is called.

local M = {}

--- The name of the server in `vim.lsp.config`, `vim.lsp.enable` and `:checkhealth`.
M.name = "glossator"

--- The version of the plugin, which is that of the server it was made with.
M.version = "0.1.0"

--- What `setup` takes. Every field may be left out.
---@class glossator.Config
---@field cmd? string[] The command that starts the server; `{ "glossator", "serve" }` unless told otherwise.
---@field filetypes? string[] The filetypes that are notes.
---@field root_markers? string[] Files and folders that mark the root of a vault, the strongest first.
---@field settings? glossator.Settings Settings by the names they have in `glossator.toml`.
---@field picker? glossator.PickerName What lists are picked from; `"auto"` unless told otherwise.

--- `"auto"` is the picker that is installed, the loaded one first, else `"select"`, which is |vim.ui.select()|.
---@alias glossator.PickerName "auto"|"select"|"snacks"|"fzf-lua"|"telescope"|"mini.pick"

---@type glossator.PickerName[]
M.pickers = { "auto", "select", "snacks", "fzf-lua", "telescope", "mini.pick" }

--- The picker that `setup` chose.
---@type glossator.PickerName
M.picker = "auto"

---@param value any
---@return boolean
local function is_list_of_strings(value)
  if not vim.islist(value) or #value == 0 then
    return false
  end
  return vim.iter(value):all(function(entry)
    return type(entry) == "string" and entry ~= ""
  end)
end

---@class glossator.Field
---@field wanted string
---@field accepts fun(value: any): boolean

---@type table<string, glossator.Field>
local fields = {
  cmd = { wanted = 'a list of strings such as { "glossator", "serve" }', accepts = is_list_of_strings },
  filetypes = { wanted = 'a list of strings such as { "markdown" }', accepts = is_list_of_strings },
  root_markers = { wanted = 'a list of strings such as { "glossator.toml", ".git" }', accepts = is_list_of_strings },
  picker = {
    wanted = "one of " .. table.concat(M.pickers, ", "),
    accepts = function(value)
      return vim.list_contains(M.pickers, value)
    end,
  },
  settings = {
    wanted = 'a table such as { links = { style = "wiki" } }',
    -- What a setting may be is known to the server, which names one that it does not take.
    accepts = function(value)
      return type(value) == "table" and (vim.tbl_isempty(value) or not vim.islist(value))
    end,
  },
}

--- Checks what was given to `setup`.
---@param options any
---@return glossator.Config? options nil where something is wrong
---@return string? mistake a sentence that names the field
function M.check(options)
  options = options == nil and {} or options
  if type(options) ~= "table" then
    return nil, ("glossator: setup takes a table of options, not a %s"):format(type(options))
  end
  local names = vim.tbl_keys(fields)
  table.sort(names)
  for name in pairs(options) do
    if not fields[name] then
      return nil,
        ("glossator: setup has no option `%s`; there are %s"):format(tostring(name), table.concat(names, ", "))
    end
  end
  for _, name in ipairs(names) do
    local field, value = fields[name], options[name]
    if value ~= nil and not field.accepts(value) then
      local given = vim.inspect(value, { newline = " ", indent = "" })
      return nil, ("glossator: setup option `%s` wants %s, not %s"):format(name, field.wanted, given)
    end
  end
  return options
end

--- Turns options that have been checked into a configuration for `vim.lsp.config`.
---@param options glossator.Config
---@return vim.lsp.Config
function M.for_neovim(options)
  return {
    cmd = options.cmd,
    filetypes = options.filetypes,
    root_markers = options.root_markers,
    settings = options.settings and { glossator = options.settings },
  }
end

--- The configuration in force: `lsp/glossator.lua` with everything that was set on top of it.
---@return vim.lsp.Config
function M.resolved()
  return vim.lsp.config[M.name] or {}
end

--- Whether Neovim starts the server when a note opens.
---@return boolean
function M.is_enabled()
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled(M.name)
  end
  -- Neovim 0.11 knows, but has no public function that tells.
  return (vim.lsp._enabled_configs or {})[M.name] ~= nil
end

--- Whether a buffer holds a note, as the configuration has it.
---@param buffer integer
---@return boolean
function M.is_note(buffer)
  return vim.list_contains(M.resolved().filetypes or {}, vim.bo[buffer].filetype)
end

--- The command line of the program, without what starts the server: a subcommand can follow.
---@return string[]
function M.program()
  local cmd = M.resolved().cmd
  if type(cmd) ~= "table" then
    return { M.name }
  end
  local program = {}
  for _, word in ipairs(cmd) do
    if word == "serve" then
      break
    end
    table.insert(program, word)
  end
  return program
end

--- Says why the server cannot be started, where that is so.
---@return string? message nil where it is there
function M.absence()
  local program = M.program()[1] or ""
  if vim.fn.executable(program) == 1 then
    return nil
  end
  local where = program:find("/") and "does not exist or is not a program" or "is not on the PATH"
  return (
    "glossator: the server `%s` %s. Install it, or say where it is: "
    .. 'require("glossator").setup({ cmd = { "/path/to/glossator", "serve" } })'
  ):format(program, where)
end

--- Tells the user that the server is absent, if a buffer holds a note that it should be started for.
---@param buffer integer
---@return true? looked whether the buffer was such a note
function M.report_absence(buffer)
  if not M.is_note(buffer) or not M.is_enabled() then
    return nil
  end
  local message = M.absence()
  if message then
    vim.notify_once(message, vim.log.levels.ERROR)
  end
  return true
end

return M
