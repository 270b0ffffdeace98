--- Picks one of many places: with the picker that is installed, else with `vim.ui.select`.
---
--- Every picker does with a choice what it does with a file: open it here, in a split or a tab, or list it.

local config = require("glossator.config")

local M = {}

--- A place that can be picked.
---@class glossator.Choice
---@field name string
---@field detail string what is shown behind the name
---@field path string
---@field line integer 1-based
---@field column integer 0-based, in bytes
---@field location lsp.Location

--- What is picked from.
---@class glossator.Source
---@field title string
---@field query string what the user has asked for so far
---@field encoding string in which the server counts columns
---@field choices glossator.Choice[] those for the query
---@field find? fun(query: string): glossator.Choice[] asks for others when another query is typed

--- A picker of another plugin.
---@class glossator.Picker
---@field is_loaded fun(): boolean
---@field is_installed fun(): boolean
---@field pick fun(source: glossator.Source)

--- The pickers of other plugins, the first one first where several are installed.
local modules = {
  { name = "snacks", module = "glossator.pickers.snacks" },
  { name = "fzf-lua", module = "glossator.pickers.fzf_lua" },
  { name = "telescope", module = "glossator.pickers.telescope" },
  { name = "mini.pick", module = "glossator.pickers.mini_pick" },
}

--- The column of a position in bytes. Where the server counts in bytes, no file is read for it.
---@param location lsp.Location
---@param encoding string
---@return integer column 0-based
local function byte_column(location, encoding)
  local start = location.range.start
  if encoding == "utf-8" or start.character == 0 then
    return start.character
  end
  local item = vim.lsp.util.locations_to_items({ location }, encoding)[1]
  return item and item.col - 1 or start.character
end

--- Makes a choice of a place that the server told.
---@param name string
---@param detail string
---@param location lsp.Location
---@param encoding string
---@return glossator.Choice
function M.choice(name, detail, location, encoding)
  return {
    name = name,
    detail = detail,
    path = vim.uri_to_fname(location.uri),
    line = location.range.start.line + 1,
    column = byte_column(location, encoding),
    location = location,
  }
end

--- A choice as one line of text.
---@param choice glossator.Choice
---@return string
function M.line(choice)
  return choice.detail == "" and choice.name or ("%s  (%s)"):format(choice.name, choice.detail)
end

---@param source glossator.Source
local function select(source)
  vim.ui.select(source.choices, {
    prompt = source.title .. ":",
    kind = "glossator",
    format_item = M.line,
  }, function(choice)
    if choice then
      vim.lsp.util.show_document(choice.location, source.encoding, { focus = true })
    end
  end)
end

--- The picker in use, as `:checkhealth` tells it.
---@return string name
---@return glossator.Picker? picker nil where it is `vim.ui.select`
function M.chosen()
  local wanted = config.picker
  if wanted ~= "auto" then
    local entry = vim.iter(modules):find(function(entry)
      return entry.name == wanted
    end)
    local picker = entry and require(entry.module)
    if picker and picker.is_installed() then
      return wanted, picker
    end
    return "select"
  end
  -- One that is loaded is in use; one that is merely installed may be a dependency of something.
  for _, question in ipairs({ "is_loaded", "is_installed" }) do
    for _, entry in ipairs(modules) do
      local picker = require(entry.module)
      if picker[question]() then
        return entry.name, picker
      end
    end
  end
  return "select"
end

--- Lets the user pick a place, and goes there.
---@param source glossator.Source
function M.pick(source)
  local _, picker = M.chosen()
  if picker then
    picker.pick(source)
  else
    select(source)
  end
end

return M
