--- Picks with mini.pick.

local pickers = require("glossator.pickers")

---@type glossator.Picker
local M = {}

--- Whether its `setup` was called: that is how mini.nvim switches a module on.
function M.is_loaded()
  return _G.MiniPick ~= nil
end

M.is_installed = M.is_loaded

---@param choice glossator.Choice
local function item(choice)
  return { text = pickers.line(choice), path = choice.path, lnum = choice.line, col = choice.column + 1 }
end

---@param source glossator.Source
function M.pick(source)
  local pick, find = _G.MiniPick, source.find
  local function show(buffer, items, query)
    -- Without `show`, items with a path would be shown as paths.
    pick.default_show(buffer, items, query, { show_icons = false })
  end
  local options = { source = { name = source.title, items = vim.tbl_map(item, source.choices), show = show } }
  if find then
    options.source.match = function(_, _, query)
      pick.set_picker_items(vim.tbl_map(item, find(table.concat(query))), { do_match = false })
    end
  end
  if find and source.query ~= "" then
    vim.api.nvim_create_autocmd("User", {
      pattern = "MiniPickStart",
      once = true,
      callback = function()
        pick.set_picker_query(vim.fn.split(source.query, "\\zs"))
      end,
    })
  end
  pick.start(options)
end

return M
