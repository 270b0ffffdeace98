-- Lists in the real Telescope.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

--- The picker that is open, once it shows something.
---@param wanted string a text in one of its lines
---@return string[]? lines
local function results(wanted)
  return t.wait(function()
    local state, action_state = require("telescope.state"), require("telescope.actions.state")
    local buffer = (state.get_existing_prompt_bufnrs() or {})[1]
    local picker = buffer and action_state.get_current_picker(buffer)
    if not picker or not vim.api.nvim_buf_is_valid(picker.results_bufnr or -1) then
      return nil
    end
    local lines = vim.api.nvim_buf_get_lines(picker.results_bufnr, 0, -1, true)
    return table.concat(lines, "\n"):find(wanted, 1, true) and lines or nil
  end)
end

t.run(function()
  if not t.diary_at("reverse proxy") then
    return
  end
  local chosen = require("glossator.pickers").chosen()
  t.check("an installed Telescope is found", chosen == "telescope", chosen)

  vim.cmd("Glossator topics stampede")
  local lines = results("Cache stampede")
  t.check("topics are shown", lines, lines)
  require("telescope.actions.state").get_current_picker(vim.api.nvim_get_current_buf()):set_prompt("balancer")
  t.check("what is typed is asked of the server", results("Load balancer"), results("Load balancer"))
  require("telescope.actions").select_default(vim.api.nvim_get_current_buf())
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("choosing one goes there", t.place() == "web/proxies.md: ## Load balancer", t.place())

  vim.cmd("Glossator glossary")
  lines = results("takes requests meant")
  t.check("terms are shown with what they mean", lines, lines)
  require("telescope.actions").close(vim.api.nvim_get_current_buf())

  vim.cmd("Glossator mentions load balancer")
  lines = results("Behind it a load balancer")
  t.check("mentions are shown", lines, lines)
  local buffer = vim.api.nvim_get_current_buf()
  require("telescope.actions").send_to_qflist(buffer)
  t.check("they can be sent to the quickfix list", #vim.fn.getqflist() >= 3, vim.fn.getqflist())
end)
