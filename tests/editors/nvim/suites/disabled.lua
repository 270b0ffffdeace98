-- The plugin is installed, but the user has enabled nothing.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local said = t.listen()
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  t.check("an installed plugin says nothing by itself", #said == 0, said)
  t.check("and starts nothing", #vim.lsp.get_clients() == 0, vim.lsp.get_clients())
  vim.cmd("checkhealth glossator")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(":checkhealth warns that it is not enabled", report:find("WARNING not enabled", 1, true), report)
end)
