-- With `require("glossator").setup({ … })` in the user's configuration.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local client = t.open("diary.md")
  t.check("setup attaches the server to a note", client, vim.lsp.get_clients())
  if not client then
    return
  end
  t.check("setup decides the root markers", client.root_dir == vim.fs.dirname(t.vault()), client.root_dir)
  t.check("setup decides the command", vim.endswith(client.config.cmd[1], "/glossator"), client.config.cmd)
  t.check(
    "what setup leaves out keeps its default",
    vim.list_contains(client.config.filetypes, "markdown"),
    client.config
  )

  ---@param options any
  ---@return string
  local function mistake(options)
    local accepted, message = pcall(function()
      require("glossator").setup(options)
    end)
    return accepted and "accepted" or message
  end
  local unknown = mistake({ comand = { "glossator" } })
  t.check("an unknown option is named", unknown:find("no option `comand`", 1, true), unknown)
  local known = "there are cmd, filetypes, picker, root_markers, settings$"
  t.check("the options that exist are named with it", unknown:find(known), unknown)
  local wrong = mistake({ cmd = "glossator serve" })
  t.check("a wrong value is named with its field", wrong:find("`cmd` wants a list of strings", 1, true), wrong)
  t.check("and shown", wrong:find('not "glossator serve"', 1, true), wrong)
  t.check("a list with a number in it is refused", mistake({ filetypes = { 1 } }):find("`filetypes` wants"), "")
  t.check("an empty list is refused", mistake({ root_markers = {} }):find("`root_markers` wants"), "")
  t.check("an unknown picker is refused", mistake({ picker = "fzf" }):find("`picker` wants one of auto, select"), "")
  local listed = mistake({ settings = { "rules" } })
  t.check("settings that are a list are refused", listed:find("`settings` wants a table"), listed)
  t.check("something that is no table is refused", mistake("glossator"):find("takes a table"), mistake("glossator"))
  t.check("the line of the caller stands in front", wrong:find("setup.lua:%d+: glossator: "), wrong)
end)
