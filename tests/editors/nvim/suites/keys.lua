-- The keys of a note: those that the plugin leads to the server, those it leaves alone, and `gq`.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  if not t.diary_at("load balancer") then
    return
  end

  t.press("gd")
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("gd on a mention goes to the topic", t.place() == "web/proxies.md: ## Load balancer", t.place())
  t.check("and keeps the way back", #vim.fn.getjumplist()[1] > 0, vim.fn.getjumplist())

  t.press("gO")
  t.wait(function()
    return #vim.fn.getloclist(0) > 0
  end)
  local outline = table.concat(t.entries(vim.fn.getloclist(0)), "\n")
  t.check("gO shows the outline of the server", outline:find(":3:4 What is a reverse proxy", 1, true), outline)
  t.check("and opens it", vim.bo.buftype == "quickfix", vim.bo.buftype)
  t.tidy()

  -- The server formats tables. It must not take from `gq` that paragraphs are wrapped.
  t.open("diary.md")
  vim.bo.textwidth = 30
  t.cursor_on("The reverse proxy was down")
  t.press("gqq")
  local lines = vim.api.nvim_buf_get_lines(0, 2, 5, true)
  t.check("gq still wraps a paragraph", lines[1] == "The reverse proxy was down", lines)
  vim.cmd("edit!")
  vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "| a | b |", "|-|-|", "| long cell | x |" })
  vim.lsp.buf.format({ timeout_ms = 5000 })
  local aligned = vim.api.nvim_buf_get_lines(0, -2, -1, true)[1]
  local head = vim.api.nvim_buf_get_lines(0, -4, -3, true)[1]
  local is_aligned = #aligned == #head and head:find("a         |", 1, true)
  t.check("tables are aligned by the formatter", is_aligned, { head, aligned })
  vim.cmd("edit!")

  -- What a user has mapped is left alone.
  vim.keymap.set("n", "gd", "<Cmd>let g:own = 'gd'<CR>")
  vim.keymap.set("n", "gO", "<Cmd>let g:own = 'gO'<CR>")
  vim.cmd("bwipeout! | edit " .. vim.fn.fnameescape(t.vault("caching.md")))
  t.attached()
  t.press("gd")
  t.check("a mapping of gd that the user made is kept", vim.g.own == "gd", vim.g.own)
  local mapping = vim.fn.maparg("gO", "n", false, true)
  t.check("the filetype's own outline does not count as one", mapping.buffer == 1, mapping)

  -- Without a server the keys do what they did before.
  vim.keymap.del("n", "gd")
  t.open("web/proxies.md")
  vim.lsp.enable("glossator", false)
  t.wait(function()
    return #vim.lsp.get_clients() == 0
  end)
  vim.api.nvim_win_set_cursor(0, { 10, 0 })
  t.cursor_on("several servers", 9)
  t.press("gd")
  t.check("without a server gd is Neovim's own", vim.api.nvim_win_get_cursor(0)[1] < 10, vim.api.nvim_win_get_cursor(0))
end)
