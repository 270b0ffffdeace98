-- A plugin manager that adds the folder after Neovim has read `plugin/`, and calls `setup` then.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  t.check("the plugin is not there before", vim.fn.exists(":Glossator") == 0 and not pcall(require, "glossator"), "")
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  vim.opt.runtimepath:append(vim.env.GLOSSATOR_LATE)
  require("glossator").setup()
  t.check("setup alone serves a note that is open already", t.attached(), vim.lsp.get_clients())
  t.check("setup alone defines :Glossator", vim.fn.exists(":Glossator") == 2, vim.fn.exists(":Glossator"))
end)
