-- A vault in a folder that may not be written to.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local said = t.listen()
  local before = vim.fn.glob(t.vault("**/*"), false, true)
  t.open("diary.md")
  t.cursor_on("reverse proxy", 3)
  t.check("notes that are read-only are served", t.notes_read(), said)
  t.check("Neovim knows that they are", vim.bo.readonly, vim.bo.readonly)
  t.check("without a word from the plugin", #said == 0, said)

  vim.cmd("Glossator daily")
  t.wait(function()
    return #said > 0
  end)
  t.check("a note that cannot be made is told", (said[1] or ""):find("the change could not be made", 1, true), said)
  t.check("with the reason", (said[1] or ""):find("ermission denied"), said)
  local after = vim.fn.glob(t.vault("**/*"), false, true)
  t.check("nothing was written", vim.deep_equal(before, after), after)
end)
