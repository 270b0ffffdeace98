-- The plugin as one of the ways to install it in README.md leaves it.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local way = vim.env.GLOSSATOR_WAY
  local spec = vim.env.GLOSSATOR_SPEC
  if spec then
    -- lazy.nvim is not here to do it: when a file of the type `ft` opens, it calls `config` with the plugin and its `dir`.
    local plugin = assert(loadstring("return " .. table.concat(vim.fn.readfile(spec), "\n")))()
    plugin.dir = vim.env.GLOSSATOR_CLONE
    t.check(way .. ": the spec is one", plugin.url and plugin.ft == "markdown" and plugin.cmd == "Glossator", plugin)
    vim.api.nvim_create_autocmd("FileType", {
      pattern = plugin.ft,
      once = true,
      callback = function()
        plugin.config(plugin, {})
      end,
    })
  end
  local said = t.listen()
  t.check(way .. ": the server attaches", t.open("diary.md"), said)
  t.check(way .. ": :Glossator is there", vim.fn.exists(":Glossator") == 2, vim.fn.exists(":Glossator"))
  t.cursor_on("reverse proxy", 3)
  t.notes_read()
  t.press("K")
  local float = t.float() or "no floating window"
  t.check(way .. ": K shows a definition", float:find("takes requests meant for", 1, true), float)
  t.tidy()
  t.check(way .. ": :help finds its page", pcall(vim.cmd.help, "glossator-setup"), vim.o.runtimepath)
  t.check(way .. ": nothing was said", #said == 0, said)
end)
