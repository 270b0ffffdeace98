-- With nothing but `vim.lsp.enable("glossator")` in the user's configuration: what Neovim's own keys do in a note.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local client = t.open("diary.md")
  t.check("enable alone attaches the server to a note", client, vim.lsp.get_clients())
  if not client then
    return
  end
  t.check("the folder of glossator.toml is the root", client.root_dir == t.vault(), client.root_dir)

  t.cursor_on("reverse proxy", 3)
  local known = t.notes_read()
  t.check("a term in prose has a hover", known, known)

  t.press("K")
  local float = t.float() or "no floating window"
  t.check("K shows the definition of a term that nobody linked", float:find("takes requests meant for", 1, true), float)
  t.tidy()

  t.cursor_on("load balancer", 6)
  t.press("<C-]>")
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("CTRL-] on a mention goes to the topic", t.place() == "web/proxies.md: ## Load balancer", t.place())

  t.open("diary.md")
  t.cursor_on("[[proxies", 4)
  vim.lsp.buf.definition()
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("a wiki link goes to the heading it names", t.place() == "web/proxies.md: ## Load balancer", t.place())

  t.open("diary.md")
  t.cursor_on("cache stampede", 2)
  t.press("<C-]>")
  t.wait(function()
    return t.place():find("^caching.md") ~= nil
  end)
  t.check(
    "letters of several bytes before a mention do not shift it",
    t.place() == "caching.md: ## Cache stampede",
    t.place()
  )

  t.open("diary.md")
  t.cursor_on("load balancer")
  vim.fn.setqflist({})
  t.press("grr")
  t.wait(function()
    return #vim.fn.getqflist() > 1
  end)
  local references = table.concat(t.entries(vim.fn.getqflist()), "\n")
  t.check("grr lists the mention in the diary", references:find("diary.md:4:13", 1, true), references)
  t.check("grr lists the mention in the other note", references:find("web/proxies.md:10:3", 1, true), references)
  t.tidy()

  t.open("diary.md")
  local problem = t.wait(function()
    return vim.iter(vim.diagnostic.get(0)):find(function(found)
      return found.code == "link/missing-file"
    end)
  end)
  t.check("a link to a file that is not there is a problem", problem, vim.diagnostic.get(0))
  if problem then
    t.check("its message names the file", problem.message:find("none.md", 1, true), problem.message)
    t.check("it is a warning of glossator", problem.severity == 2 and problem.source == "glossator", problem)
    local line = vim.api.nvim_buf_get_lines(0, problem.lnum, problem.lnum + 1, true)[1]
    local marked = line:sub(problem.col + 1, problem.end_col)
    t.check("it lies on the link", marked:find("plans/none.md", 1, true), marked)
  end

  ---@param code string of a rule
  ---@return fun(): boolean
  local function is_free_of(code)
    return function()
      return not vim.iter(vim.diagnostic.get(0)):any(function(found)
        return found.code == code
      end)
    end
  end
  vim.cmd("edit")
  local back = t.wait(function()
    return not is_free_of("link/missing-file")()
  end)
  t.check("the problem is back after :edit", back, vim.diagnostic.get(0))
  t.check(
    "a link to a note that was read late is no problem",
    t.wait(is_free_of("link/missing-note")),
    vim.diagnostic.get(0)
  )
  vim.fn.mkdir(t.vault("plans"))
  vim.fn.writefile({ "# Plan" }, t.vault("plans/none.md"))
  local free = t.wait(is_free_of("link/missing-file"))
  t.check("the problem goes away when the file is made elsewhere", free, vim.diagnostic.get(0))

  ---@param typed string at the end of the note
  ---@return string labels
  local function completions(typed)
    local last = vim.api.nvim_buf_line_count(0)
    vim.api.nvim_buf_set_lines(0, last - 1, last, true, { typed })
    vim.api.nvim_win_set_cursor(0, { last, #typed })
    local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
    -- The cursor of normal mode cannot stand behind the last letter, where a writer is.
    parameters.position.character = #typed
    local answer = client:request_sync("textDocument/completion", parameters, 5000) or {}
    local items = (answer.result or {}).items or answer.result or {}
    return table.concat(
      vim.tbl_map(function(item) ---@param item lsp.CompletionItem
        return item.label
      end, items),
      "\n"
    )
  end
  local terms = completions("Then the revers")
  t.check("prose is completed with terms of other notes", terms:lower():find("reverse proxy", 1, true), terms)
  local targets = completions("See [[")
  local lower = targets:lower()
  t.check("[[ is completed with notes", lower:find("proxies", 1, true) and lower:find("caching", 1, true), targets)
  vim.cmd("edit!")

  t.open("web/proxies.md")
  vim.lsp.buf.document_symbol()
  t.wait(function()
    return #vim.fn.getloclist(0) > 0
  end)
  local outline = table.concat(t.entries(vim.fn.getloclist(0)), "\n")
  t.check(
    "the outline has the question and the heading",
    outline:find(":3:") and outline:find("Load balancer"),
    outline
  )
  t.tidy()

  t.open("diary.md")
  t.cursor_on("waited for work")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == "Add a block id and copy a link to it"
    end,
  })
  local copied = t.wait(function()
    local link = vim.fn.getreg('"')
    return link:find("%(/diary%.md#%^%w+%)$") and link
  end)
  t.check("the link to a block is copied", copied, vim.fn.getreg('"'))
  local id = (copied or ""):match("#(%^%w+)") or "no id"
  local noted = t.wait(function()
    return vim.iter(vim.api.nvim_buf_get_lines(0, 0, -1, true)):any(function(line)
      return vim.endswith(line, "waited for work. " .. id)
    end)
  end)
  t.check("and the block gets its id", noted, vim.api.nvim_buf_get_lines(0, 0, -1, true))
  vim.cmd("edit!")

  vim.fn.setqflist({})
  vim.lsp.buf.workspace_symbol("stampede")
  t.wait(function()
    return #vim.fn.getqflist() > 0
  end)
  local symbols = table.concat(t.entries(vim.fn.getqflist()), "\n")
  t.check("a symbol of a closed note is found by a part of its name", symbols:find("caching.md:3", 1, true), symbols)
  t.tidy()
end)
