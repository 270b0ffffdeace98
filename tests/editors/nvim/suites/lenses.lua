-- Code lenses, semantic tokens, inlay hints, rename and code actions, as a person meets them.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

---@return lsp.CodeLens[]
local function lenses()
  local answer = assert(t.attached()):request_sync("textDocument/codeLens", {
    textDocument = vim.lsp.util.make_text_document_params(0),
  }, 5000)
  return answer and answer.result or {}
end

t.run(function()
  local client = t.open("web/proxies.md")
  if not t.check("the server attaches", client, vim.lsp.get_clients()) then
    return
  end
  local said = t.listen()
  t.cursor_on("reverse proxy", 3)
  t.notes_read()

  local found = vim.iter(lenses()):find(function(lens)
    return lens.range.start.line == 7
  end)
  t.check("a title has a lens", found, found)
  local lens = found and client:request_sync("codeLens/resolve", found, 5000).result or {}
  local command = lens.command or {}
  t.check("the lens counts", (command.title or ""):find("^%d+ mentions$"), lens)
  t.check("the lens is a command of the client", command.command == "glossator.showReferences", command)
  client:exec_cmd(command, { bufnr = 0 })
  t.wait(function()
    return #vim.fn.getqflist() > 1
  end)
  local entries = table.concat(t.entries(vim.fn.getqflist()), "\n")
  t.check("running it lists the places", entries:find("diary.md:4:13", 1, true), entries)
  t.check("under the words of the lens", vim.fn.getqflist({ title = true }).title == command.title, vim.fn.getqflist())
  t.tidy()
  client:exec_cmd({ title = "0 mentions", command = "glossator.showReferences", arguments = {} }, { bufnr = 0 })
  t.check("a lens without places says so", said[#said] == "glossator: nothing refers to it", said)

  -- Neovim's own way: show the lenses, and press a key on the line.
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = 0 })
  else
    vim.lsp.codelens.refresh({ bufnr = 0 })
  end
  local shown = t.wait(function()
    return vim.iter(vim.lsp.codelens.get(vim.lsp.codelens.enable and { bufnr = 0 } or 0)):find(function(entry)
      return (entry.lens or entry).range.start.line == 7
    end)
  end)
  t.check("Neovim shows the lens", shown, shown)
  vim.fn.setqflist({})
  vim.api.nvim_win_set_cursor(0, { 8, 0 })
  local asked = t.listen_to_select(1)
  vim.lsp.codelens.run()
  t.wait(function()
    return #vim.fn.getqflist() > 1
  end)
  t.check("grx on the title lists the mentions", #vim.fn.getqflist() > 1, asked)
  t.tidy()

  t.open("diary.md")
  local tokens = t.wait(function()
    vim.api.nvim_win_set_cursor(0, { 3, 6 })
    local at = vim.lsp.semantic_tokens.get_at_pos(0, 2, 6)
    return at and #at > 0 and at or nil
  end)
  t.check("a mention has a token", tokens and tokens[1].type == "term", tokens)
  t.check("which says that nobody linked it", tokens and tokens[1].modifiers.unlinked, tokens)
  local look = vim.api.nvim_get_hl(0, { name = "@lsp.mod.unlinked", link = true })
  t.check("and has a look", look.link == "GlossatorMention", look)
  t.check("which is dots below it", vim.api.nvim_get_hl(0, { name = "GlossatorMention" }).underdotted, look)
  vim.cmd.colorscheme("habamax")
  look = vim.api.nvim_get_hl(0, { name = "GlossatorMention" })
  t.check("another colour scheme keeps it", look.underdotted, look)
  vim.api.nvim_set_hl(0, "GlossatorMention", { bold = true })
  require("glossator.highlights").define()
  look = vim.api.nvim_get_hl(0, { name = "GlossatorMention" })
  t.check("the look that a user chose is kept", look.bold and not look.underdotted, look)

  ---@param number integer of the line
  ---@return string
  local function line(number)
    return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1]
  end
  t.cursor_on("load balancer", 2)
  local offered = t.listen_to_select("Yes")
  vim.lsp.buf.rename("traffic spreader")
  t.wait(function()
    return line(8):find("raffic spreader", 1, true) ~= nil
  end)
  t.check("whether prose is renamed is asked once", #offered == 3, offered)
  t.check("a term is renamed where it is mentioned", line(4):find("a traffic spreader waited", 1, true), line(4))
  t.check("and in links to it", line(8):find("[[proxies#Traffic spreader]]", 1, true), line(8))
  local definition = vim.fn.bufnr(t.vault("web/proxies.md"))
  local heading = vim.api.nvim_buf_get_lines(definition, 7, 8, true)[1]
  t.check("and in its heading", heading == "## Traffic spreader", heading)
  vim.cmd("silent! wall")

  t.listen_to_select("No, titles")
  t.cursor_on("traffic spreader", 2)
  vim.lsp.buf.rename("doorman")
  t.wait(function()
    return line(8):find("oorman", 1, true) ~= nil
  end)
  t.check("who says no keeps the prose", line(4):find("a traffic spreader waited", 1, true), line(4))
  heading = vim.api.nvim_buf_get_lines(definition, 7, 8, true)[1]
  t.check("and gets the title", heading == "## Doorman", heading)
  vim.cmd("silent! wall")

  local cancelled = t.listen_to_select("Cancel")
  t.cursor_on("reverse proxy", 2)
  vim.lsp.buf.rename("front door")
  t.wait(function()
    return #cancelled > 0
  end)
  vim.wait(100)
  t.check("who cancels changes nothing", not vim.bo.modified and line(3):find("reverse proxy", 1, true), line(3))

  local problem = t.wait(function()
    return vim.iter(vim.diagnostic.get(0)):find(function(found)
      return found.code == "link/missing-file"
    end)
  end)
  t.check("the broken link is a problem", problem, vim.diagnostic.get(0))
  t.cursor_on("plans/none", 2)
  offered = t.listen_to_select("Create")
  vim.lsp.buf.code_action()
  t.wait(function()
    return #offered > 0
  end)
  local actions = table.concat(offered, "\n")
  t.check("a code action creates the file", actions:find("Create", 1, true), actions)
  local made = t.wait(function()
    return vim.fn.bufexists(t.vault("plans/none.md")) == 1 or vim.uv.fs_stat(t.vault("plans/none.md")) ~= nil
  end)
  t.check("choosing it does so", made, vim.fn.glob(t.vault("**/*"), false, true))
end)
