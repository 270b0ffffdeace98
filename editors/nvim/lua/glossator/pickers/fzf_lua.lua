--- Picks with fzf-lua.

local pickers = require("glossator.pickers")

---@type glossator.Picker
local M = {}

function M.is_loaded()
  return package.loaded["fzf-lua"] ~= nil
end

function M.is_installed()
  return (pcall(require, "fzf-lua"))
end

--- A choice as fzf-lua reads places: `path:line:column:text`. Only the text is shown and searched.
---@param choice glossator.Choice
---@return string
local function line(choice)
  return ("%s:%d:%d:%s"):format(choice.path, choice.line, choice.column + 1, pickers.line(choice))
end

---@param source glossator.Source
function M.pick(source)
  local fzf, find = require("fzf-lua"), source.find
  local options = {
    prompt = source.title .. "> ",
    query = find and source.query or nil,
    previewer = "builtin",
    actions = fzf.defaults.actions.files,
    exec_empty_query = true,
    fzf_opts = { ["--delimiter"] = ":", ["--with-nth"] = "4.." },
  }
  if not find then
    fzf.fzf_exec(vim.tbl_map(line, source.choices), options)
    return
  end
  fzf.fzf_live(function(typed)
    -- Older versions hand on the text itself.
    local query = type(typed) == "table" and typed[1] or typed
    return function(found)
      -- The server can be asked in the main loop only.
      vim.schedule(function()
        for _, choice in ipairs(find(query or "")) do
          found(line(choice))
        end
        found(nil)
      end)
    end
  end, options)
end

return M
