--- Picks with the picker of snacks.nvim.

local pickers = require("glossator.pickers")

---@type glossator.Picker
local M = {}

--- Whether the user has switched the picker on: snacks.nvim has many parts, and is loaded for any of them.
function M.is_loaded()
  local snacks = package.loaded["snacks"]
  local known, options = pcall(function()
    return snacks.config.picker
  end)
  return snacks ~= nil and known and type(options) == "table" and options.enabled == true
end

M.is_installed = M.is_loaded

---@param choice glossator.Choice
local function item(choice)
  return {
    text = choice.name .. " " .. choice.detail,
    file = choice.path,
    pos = { choice.line, choice.column },
    choice = choice,
  }
end

---@param source glossator.Source
function M.pick(source)
  local find = source.find
  require("snacks").picker.pick({
    source = "glossator",
    title = source.title,
    search = find and source.query or nil,
    live = find ~= nil,
    supports_live = find ~= nil,
    finder = function(_, context)
      return vim.tbl_map(item, find and find(context.filter.search) or source.choices)
    end,
    format = function(shown)
      return { { shown.choice.name }, { "  " }, { shown.choice.detail, "SnacksPickerComment" } }
    end,
    preview = "file",
    confirm = "jump",
  })
end

return M
