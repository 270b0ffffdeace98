-- Defines `:Glossator`, prepares notes that the server attaches to, and says so once when it is enabled but not there.
-- Starts nothing.

if vim.g.loaded_glossator then
  return
end
vim.g.loaded_glossator = true

if vim.fn.has("nvim-0.11") == 0 then
  vim.notify("glossator: Neovim 0.11 or newer is needed, this is " .. tostring(vim.version()), vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_user_command("Glossator", function(command)
  require("glossator.commands").run(command.args, command.bang)
end, {
  nargs = "*",
  bang = true,
  desc = "Topics, terms and problems of the notes",
  complete = function(_, line, column)
    return require("glossator.commands").complete(line:sub(1, column))
  end,
})

local group = vim.api.nvim_create_augroup("glossator", {})

require("glossator.highlights").define()
vim.api.nvim_create_autocmd("ColorScheme", {
  group = group,
  callback = function()
    require("glossator.highlights").define()
  end,
})

vim.api.nvim_create_autocmd("LspAttach", {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client then
      require("glossator.attach").attached(client, event.buf)
    end
  end,
})

-- Neovim skips a server it cannot start without a word, so this looks when the first note opens.
vim.api.nvim_create_autocmd("FileType", {
  group = group,
  callback = function(event)
    -- `true` removes the autocommand: one look is enough.
    return require("glossator.config").report_absence(event.buf)
  end,
})
