--- Picks with telescope.nvim.

local pickers = require("glossator.pickers")

---@type glossator.Picker
local M = {}

function M.is_loaded()
  return package.loaded["telescope"] ~= nil
end

function M.is_installed()
  return (pcall(require, "telescope"))
end

---@param choice glossator.Choice
local function entry(choice)
  return {
    value = choice,
    display = function()
      local line = pickers.line(choice)
      return line, { { { #choice.name, #line }, "TelescopeResultsComment" } }
    end,
    ordinal = choice.name .. " " .. choice.detail,
    filename = choice.path,
    lnum = choice.line,
    col = choice.column + 1,
  }
end

---@param source glossator.Source
function M.pick(source)
  local finders, sorters = require("telescope.finders"), require("telescope.sorters")
  local values = require("telescope.config").values
  local find = source.find
  require("telescope.pickers")
    .new({}, {
      prompt_title = source.title,
      default_text = find and source.query or nil,
      finder = find and finders.new_dynamic({ fn = find, entry_maker = entry })
        or finders.new_table({ results = source.choices, entry_maker = entry }),
      -- What the server finds for a query is in its order.
      sorter = find and sorters.highlighter_only({}) or values.generic_sorter({}),
      previewer = values.qflist_previewer({}),
    })
    :find()
end

return M
