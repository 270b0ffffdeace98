-- Defines `:Glossator`, and says so once when the server is enabled but not there. Starts nothing.

if vim.g.loaded_glossator then
  return
end
vim.g.loaded_glossator = true

if vim.fn.has("nvim-0.11") == 0 then
  vim.notify("glossator: Neovim 0.11 or newer is needed, this is " .. tostring(vim.version()), vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_user_command("Glossator", function(command)
  require("glossator.commands").run(command.args)
end, {
  nargs = "*",
  desc = "Topics, terms and problems of the notes",
  complete = function(_, line, column)
    return require("glossator.commands").complete(line:sub(1, column))
  end,
})

-- Neovim skips a server it cannot start without a word, so this looks when the first note opens.
vim.api.nvim_create_autocmd("FileType", {
  group = vim.api.nvim_create_augroup("glossator", {}),
  callback = function(event)
    -- `true` removes the autocommand: one look is enough.
    return require("glossator.config").report_absence(event.buf)
  end,
})
