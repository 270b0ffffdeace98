-- `:Glossator` and its subcommands, `:checkhealth glossator`, and the help.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

---@return string
local function quickfix()
  local list = vim.fn.getqflist({ title = true, items = true })
  return list.title .. "\n" .. table.concat(t.entries(list.items), "\n")
end

---@param title string
---@return string list once it has this title
local function quickfix_of(title)
  t.wait(function()
    return quickfix():find(title, 1, true) ~= nil
  end)
  return quickfix()
end

t.run(function()
  local said = t.listen()
  local client = t.open("diary.md")
  if not client then
    t.check("the server attaches", false, vim.lsp.get_clients())
    return
  end
  t.cursor_on("reverse proxy", 3)
  t.notes_read()

  vim.cmd("Glossator mentions load balancer")
  local mentions = quickfix_of("Mentions of load balancer")
  t.check("mentions fills the quickfix list", mentions:find("diary.md:4:13", 1, true), mentions)
  t.check("mentions finds closed notes", mentions:find("web/proxies.md:10:3", 1, true), mentions)
  t.check("mentions opens the list", vim.fn.getqflist({ winid = true }).winid ~= 0, mentions)
  t.tidy()

  t.open("diary.md")
  t.cursor_on("cache stampede", 3)
  vim.cmd("Glossator mentions")
  t.wait(function()
    return quickfix():find("caching.md", 1, true) ~= nil
  end)
  t.check(
    "mentions without a term takes the one under the cursor",
    quickfix():find("caching.md:5:3", 1, true),
    quickfix()
  )
  t.tidy()

  said[#said + 1] = "before"
  vim.cmd("Glossator mentions nothing of the kind")
  t.wait(function()
    return said[#said] ~= "before"
  end)
  t.check(
    "mentions of what is no term says so",
    said[#said]:find("no note mentions `nothing of the kind`", 1, true),
    said
  )

  t.open("diary.md")
  vim.cmd("Glossator open load balancer")
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("open shows the topic", t.place() == "web/proxies.md: ## Load balancer", t.place())

  t.open("diary.md")
  t.cursor_on("reverse proxy", 3)
  vim.cmd("Glossator open")
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("open without a name takes the one under the cursor", t.place():find("What is a reverse proxy"), t.place())

  said[#said + 1] = "before"
  vim.cmd("Glossator open nothing of the kind")
  t.wait(function()
    return said[#said] ~= "before"
  end)
  t.check("open of what is no topic says so", said[#said]:find("has a topic `nothing of the kind`", 1, true), said)

  t.open("diary.md")
  t.cursor_on("load balancer")
  vim.cmd("Glossator define")
  local float = t.float() or "no floating window"
  t.check("define without a term takes the one under the cursor", float:find("spreads requests", 1, true), float)
  t.tidy()
  vim.cmd("Glossator define cache stampede")
  float = t.float() or "no floating window"
  t.check("define shows a definition", float:find("when a popular entry expires", 1, true), float)
  t.tidy()

  said[#said + 1] = "before"
  vim.cmd("Glossator define nothing of the kind")
  t.wait(function()
    return said[#said] ~= "before"
  end)
  t.check("define of what is no term says so", said[#said]:find("no note defines `nothing of the kind`", 1, true), said)

  local offered = t.listen_to_select("stampede")
  vim.cmd("Glossator topics stampede")
  t.wait(function()
    return t.place():find("^caching.md") ~= nil
  end)
  t.check("topics offers a topic with where it is", offered[1] and offered[1]:find("%("), offered)
  t.check("topics goes to the chosen one", t.place() == "caching.md: ## Cache stampede", t.place())
  offered = t.listen_to_select("stampede")
  vim.cmd("Glossator topics")
  t.wait(function()
    return #offered > 0
  end)
  t.check("topics without a name offers those of every note", #offered >= 4, offered)

  vim.cmd("Glossator check")
  local problems = quickfix_of("Problems of")
  t.check("check fills the quickfix list", problems:find("diary.md:8:", 1, true), problems)
  t.check("check shows the code of the rule", problems:find("[link/missing-file]", 1, true), problems)
  local entry = vim.iter(vim.fn.getqflist()):find(function(item)
    return item.text:find("link/missing-file", 1, true) ~= nil
  end) or {}
  t.check("check marks it as a warning", entry.type == "W", entry)
  t.tidy()

  -- The column of a problem behind letters of several bytes: characters in the command line, bytes in Neovim.
  local wide = "Żółw 😀 [gone](gone.md)"
  vim.fn.writefile({ "# Wide", "", wide }, t.vault("wide.md"))
  vim.cmd("Glossator check")
  t.wait(function()
    return quickfix():find("wide.md", 1, true) ~= nil
  end)
  entry = vim.iter(vim.fn.getqflist()):find(function(item)
    return vim.endswith(vim.api.nvim_buf_get_name(item.bufnr), "wide.md")
      and item.text:find("link/missing-file", 1, true)
  end) or { col = 1, end_col = 1 }
  local marked = wide:sub(entry.col, entry.end_col - 1)
  t.check("check turns characters into bytes", marked:find("gone.md", 1, true) and not marked:find("Ż"), entry)
  vim.fn.delete(t.vault("wide.md"))
  t.tidy()

  vim.cmd("Glossator export")
  t.wait(function()
    return vim.bo.buftype == "nofile"
  end)
  local exported = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check("export shows the glossary as a note", exported:find("# Glossary\n.*%*%*Load balancer%*%*"), exported)
  vim.cmd.write(vim.fn.fnameescape(t.vault("terms.md")))
  t.check("which can be saved", vim.uv.fs_stat(t.vault("terms.md")), exported)
  t.check("and starts no server of its own", #vim.lsp.get_clients() == 1, vim.lsp.get_clients())
  vim.fn.delete(t.vault("terms.md"))
  vim.cmd("bwipeout!")

  t.open("web/proxies.md")
  vim.cmd("Glossator backlinks")
  local links = quickfix_of("Links to proxies.md")
  t.check("backlinks fills the quickfix list", links:find("diary.md:8:", 1, true), links)
  t.tidy()

  t.open("diary.md")
  vim.cmd("Glossator daily")
  t.wait(function()
    return vim.api.nvim_buf_get_name(0):find("daily/", 1, true) ~= nil
  end)
  local title = "# " .. vim.fs.basename(vim.api.nvim_buf_get_name(0)):gsub("%.md$", "")
  t.check("daily opens the note of today", vim.api.nvim_buf_get_lines(0, 0, 1, true)[1] == title, t.place())
  vim.cmd("silent write | silent edit")
  t.attached()
  vim.cmd("Glossator random")
  t.wait(function()
    return not t.place():find("^daily/")
  end)
  t.check("random opens a topic", not t.place():find("^daily/"), t.place())
  vim.fn.delete(t.vault("daily"), "rf")

  t.open("diary.md")
  vim.cmd("Glossator link")
  t.wait(function()
    return vim.bo.modified
  end)
  local line = vim.api.nvim_buf_get_lines(0, 2, 3, true)[1]
  t.check("link links each term once", line:find("The [reverse proxy](web/proxies.md#", 1, true), line)
  vim.cmd("silent undo | silent edit!")

  vim.fn.writefile({ "# Open", "", "## What is a queue?" }, t.vault("open.md"))
  t.check("what waits for words is listed", t.wait(function()
    vim.cmd("Glossator unanswered")
    vim.wait(300, function()
      return quickfix():find("What is a queue?: no answer", 1, true) ~= nil
    end)
    return quickfix():find("open.md:3:.*What is a queue%?: no answer")
  end), quickfix())
  vim.fn.delete(t.vault("open.md"))
  t.tidy()

  local counted = #said
  vim.cmd("Glossator statistics")
  t.wait(function()
    return #said > counted
  end)
  t.check("statistics counts", said[#said]:find("%d+ notes, %d+ topics, 3 terms"), said[#said])
  vim.cmd("Glossator daily someday")
  t.check(
    "a word that is none is named",
    said[#said]:find("takes one of next, previous, today, not `someday`", 1, true),
    said[#said]
  )
  local days = table.concat(vim.fn.getcompletion("Glossator daily ", "cmdline"), " ")
  t.check("<Tab> offers the words of a subcommand", days == "next previous today", days)

  local subcommands = table.concat(vim.fn.getcompletion("Glossator ", "cmdline"), " ")
  t.check(
    "<Tab> offers the subcommands",
    subcommands
      == "backlinks check daily define export glossary link log mentions open random reindex restart statistics "
        .. "topics unanswered",
    subcommands
  )
  subcommands = table.concat(vim.fn.getcompletion("Glossator de", "cmdline"), " ")
  t.check("<Tab> narrows them", subcommands == "define", subcommands)
  local names = table.concat(vim.fn.getcompletion("Glossator define load", "cmdline"), ",")
  t.check("<Tab> offers terms", names:lower():find("load balancer", 1, true), names)
  names = table.concat(vim.fn.getcompletion("Glossator define load ba", "cmdline"), ",")
  t.check("<Tab> finishes a term of two words", names == "balancer", names)

  said[#said + 1] = "before"
  vim.cmd("Glossator")
  t.check("alone it says what it knows", said[#said]:find("backlinks, check, daily", 1, true), said[#said])
  vim.cmd("Glossator dance")
  t.check("an unknown subcommand is named", said[#said]:find("there is no `dance`", 1, true), said[#said])
  vim.cmd("Glossator restart now")
  t.check("an argument too many is refused", said[#said]:find("takes no argument", 1, true), said[#said])

  vim.cmd("Glossator log")
  t.check(
    "log opens the log of Neovim's client",
    vim.fs.basename(vim.api.nvim_buf_get_name(0)) == "lsp.log",
    vim.fn.bufname()
  )
  t.tidy()

  t.open("diary.md")
  local before = client.id
  vim.cmd("Glossator restart")
  local after = t.attached()
  t.check("restart gives the note a new server", after and after.id ~= before, after and after.id)
  t.check("restart ends the old one", client:is_stopped(), before)
  t.check("restart keeps the root", after and after.root_dir == t.vault(), after and after.root_dir)
  vim.lsp.config("glossator", {
    root_dir = function(_, found)
      found(t.vault("web"))
    end,
  })
  assert(after):stop()
  t.wait(function()
    return #vim.lsp.get_clients() == 0
  end)
  vim.cmd("Glossator restart")
  local own = t.attached()
  local root = own and own.root_dir
  t.check("a root that the user's function finds is asked for", root == t.vault("web"), root)
  vim.lsp.config("glossator", { root_dir = t.vault() })
  assert(own):stop()
  t.wait(function()
    return #vim.lsp.get_clients() == 0
  end)
  vim.cmd("Glossator restart")

  t.attached()
  t.cursor_on("load balancer")
  t.notes_read()
  t.press("K")
  float = t.float() or "no floating window"
  t.check("the new server answers", float:find("spreads requests", 1, true), float)
  t.tidy()

  vim.cmd("checkhealth glossator")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(":checkhealth tells the version of Neovim", report:find("OK Neovim 0.", 1, true), report)
  t.check(":checkhealth tells where the server is", report:find("OK server: [^\n]*/glossator"), report)
  t.check(":checkhealth tells the version of the server", report:find("OK version: %d+%.%d+"), report)
  t.check(":checkhealth tells that it is enabled", report:find("OK enabled for markdown", 1, true), report)
  t.check(":checkhealth tells the client", report:find("OK client %d+: %d+ note"), report)
  t.check(":checkhealth tells the root", report:find("OK root: " .. t.vault(), 1, true), report)
  t.check(":checkhealth finds no error", not report:find("ERROR"), report)
  vim.cmd("silent! tabonly | silent! bwipeout")

  local doc = vim.fs.joinpath(vim.env.GLOSSATOR_PLUGIN, "doc")
  vim.cmd("helptags " .. vim.fn.fnameescape(doc))
  local help = table.concat(vim.fn.readfile(vim.fs.joinpath(doc, "glossator.txt")), "\n")
  for tag in help:gmatch("%*([%w:_.-]+)%*") do
    local found = pcall(vim.cmd.help, tag)
    local line = vim.api.nvim_get_current_line()
    t.check(":help " .. tag .. " leads to its tag", found and line:find("*" .. tag .. "*", 1, true), line)
  end
  local lost = {}
  for reference in help:gmatch("|([^%s|]+)|") do
    if not pcall(vim.cmd.help, reference) then
      table.insert(lost, reference)
    end
  end
  t.check("every reference in the help leads somewhere", #lost == 0, lost)
end)
