--- Glossator for Neovim: study notes in which every term is a symbol.
---
--- Everything about notes is decided by the server. This module only tells Neovim how to start it, and nobody has to
--- call it: `vim.lsp.enable("glossator")` does the same with the defaults.

local M = {}

--- Changes how the server is started, and enables it.
---@param options? glossator.Config
function M.setup(options)
  local config = require("glossator.config")
  local chosen, mistake = config.check(options)
  if not chosen then
    -- Level 2 puts the line of the caller in front: that is where the option is written.
    error(mistake, 2)
  end
  -- Where a plugin manager added this folder late, Neovim has not read `plugin/` by itself.
  vim.cmd.runtime("plugin/glossator.lua")
  config.picker = chosen.picker or config.picker
  vim.lsp.config(config.name, config.for_neovim(chosen))
  vim.lsp.enable(config.name)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    config.report_absence(buffer)
  end
end

return M
