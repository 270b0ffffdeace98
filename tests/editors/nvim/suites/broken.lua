-- What a server, a workspace or a configuration can do wrong, one thing after the other.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

---@param said string[]
---@param wanted string
---@return string?
local function heard(said, wanted)
  return t.wait(function()
    return vim.iter(said):find(function(message)
      return message:find(wanted, 1, true) ~= nil
    end)
  end)
end

--- Starts over: no server, no note, nothing said yet.
---@return string[] said
local function afresh()
  for _, client in ipairs(vim.lsp.get_clients()) do
    client:stop()
  end
  t.wait(function()
    return #vim.lsp.get_clients({ _uninitialized = true }) == 0
  end)
  vim.cmd("silent! %bwipeout!")
  return t.listen()
end

t.run(function()
  local said = t.listen()
  vim.lsp.config("glossator", { cmd = { "false" } })
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  t.check("a server that ends at once is named", heard(said, "glossator: `false` ended at once, with code 1"), said)
  t.check("with what to look at", heard(said, ":checkhealth glossator"), said)
  vim.cmd.edit(vim.fn.fnameescape(t.vault("caching.md")))
  vim.wait(200)
  local times = #vim.tbl_filter(function(message)
    return message:find("ended at once", 1, true) ~= nil
  end, said)
  t.check("it is told once", times == 1, said)

  said = afresh()
  vim.lsp.config("glossator", { cmd = { "true" } })
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  t.check("a program that does nothing is named too", heard(said, "glossator: `true` ended at once, with code 0"), said)
  vim.cmd("checkhealth glossator")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(":checkhealth sees that it is no Glossator", report:find("ERROR.*does not say what version"), report)

  said = afresh()
  vim.lsp.config("glossator", { cmd = { "sh", "-c", "kill -6 $$" } })
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  t.check("so is one that crashes while it starts", heard(said, "ended at once, by signal 6"), said)

  said = afresh()
  vim.lsp.config("glossator", { cmd = { "glossator", "serve" } })
  local config = require("glossator.config")
  local version = config.version
  config.version = "7.3.0"
  t.open("diary.md")
  t.check("a server of another version is told", heard(said, "is version " .. version .. ", the plugin 7.3.0"), said)
  t.cursor_on("reverse proxy", 3)
  t.check("and works all the same", t.notes_read(), said)
  vim.cmd("checkhealth glossator")
  report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(":checkhealth warns of it", report:find("WARNING.*7%.3%.0"), report)
  config.version = version
  local attach = require("glossator.attach")
  t.check("another patch is no other version", attach.is_compatible("0.1.4", "0.1.0"), "")
  t.check("another minor version is, before 1.0", not attach.is_compatible("0.2.0", "0.1.0"), "")
  t.check("and none after it", attach.is_compatible("1.4.0", "1.2.0"), "")

  said = afresh()
  t.open("diary.md")
  t.cursor_on("reverse proxy", 3)
  t.notes_read()
  t.check("a server of the same version is not worth a word", #said == 0, said)

  said = afresh()
  local empty = t.vault("empty")
  vim.fn.mkdir(empty)
  vim.fn.writefile({}, vim.fs.joinpath(empty, "glossator.toml"))
  vim.cmd.edit(vim.fn.fnameescape(vim.fs.joinpath(empty, "first.md")))
  local client = t.attached()
  t.check("a vault without notes is served", client and client.root_dir == empty, client and client.root_dir)
  for command, answer in pairs({
    glossary = "these notes define no terms",
    export = "these notes define no terms",
    unanswered = "nothing waits for words",
    random = "these notes have no topics",
    backlinks = "no other note links to `first.md`",
    link = "there is nothing to link",
    check = "no problems in " .. empty,
    statistics = "0 topics",
    ["define anything"] = "no note defines `anything`",
    ["daily previous"] = "there is no note of a day before this one",
  }) do
    vim.cmd("Glossator " .. command)
    t.check((":Glossator %s says so where there is nothing"):format(command), heard(said, answer), said)
  end

  said = afresh()
  vim.lsp.config("glossator", { settings = { glossator = { rules = 5, features = { hover = "no" } } } })
  t.open("diary.md")
  t.check("a setting of the wrong type is named", t.message("`features.hover` wants true or false", said), said)
  t.check("and how many more there are", t.message("and 1 more, which the log names", said), said)
  t.cursor_on("reverse proxy", 3)
  t.check("everything else works", t.notes_read(), said)

  said = afresh()
  vim.lsp.config("glossator", { settings = { glossator = { rules = vim.NIL, features = { hover = true } } } })
  vim.lsp.config.glossator.settings.glossator = nil
  t.open("diary.md")
  t.check("settings that are right again are not told", #said == 0, said)
end)
