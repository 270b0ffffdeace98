-- The configuration of `editors/try`: the plugin as a user would have it, with problems beside their lines, completion
-- while typing, and the keys in sight.

vim.opt.runtimepath:prepend(vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, "S").source:sub(2)))))

vim.o.swapfile = false
vim.o.number = true
vim.o.linebreak = true
vim.o.completeopt = "menuone,noselect,popup"
vim.opt.shortmess:append("I")
vim.o.winborder = "rounded"
vim.o.laststatus = 3
vim.o.statusline =
  " %t %m%=K definition │ gd go to topic │ CTRL-O back │ grr mentions │ :Glossator topics │ :qa! end "
vim.diagnostic.config({ virtual_text = true })

if vim.fn.exists("&autocomplete") == 1 then
  -- Neovim 0.12 completes terms while they are written.
  vim.o.autocomplete = true
  vim.o.complete = "o"
else
  vim.api.nvim_create_autocmd("LspAttach", {
    callback = function(event)
      vim.lsp.completion.enable(true, event.data.client_id, event.buf, { autotrigger = true })
    end,
  })
end

-- The notes that ship are a vault by themselves, though they lie in the folder of the project.
vim.lsp.config("glossator", { root_dir = vim.env.GLOSSATOR_TRY_VAULT })
vim.lsp.enable("glossator")
