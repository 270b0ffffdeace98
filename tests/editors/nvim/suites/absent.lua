-- Without a server on the PATH.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local said = t.listen()
  vim.cmd.edit(vim.fn.fnameescape(t.vault("diary.md")))
  t.check("the absence is told when the first note opens", #said == 1, said)
  t.check("the message names the program", (said[1] or ""):find("`glossator` is not on the PATH", 1, true), said)
  t.check("the message says what to do", (said[1] or ""):find("setup({ cmd = ", 1, true), said)
  vim.cmd.edit(vim.fn.fnameescape(t.vault("caching.md")))
  t.check("it is told once", #said == 1, said)

  vim.cmd("Glossator mentions load balancer")
  t.check("a command of the server says that none runs", (said[2] or ""):find("no server is running", 1, true), said)
  vim.cmd("Glossator check")
  t.check("a command of the program says that it is absent", (said[3] or ""):find("is not on the PATH", 1, true), said)

  require("glossator").setup({ cmd = { "/nowhere/glossator", "serve" } })
  t.check(
    "a path that is no program is named",
    (said[4] or ""):find("`/nowhere/glossator` does not exist", 1, true),
    said
  )

  vim.cmd("checkhealth glossator")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(
    ":checkhealth reports the absence as an error",
    report:find("ERROR the server `/nowhere/glossator`", 1, true),
    report
  )
end)
