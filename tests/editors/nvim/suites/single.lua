-- A note outside any vault, which is served by itself.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

t.run(function()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  local path = vim.fs.joinpath(folder, "alone.md")
  local text = "# Sharding\n\nSharding is the splitting of a table over machines.\n\nThat day sharding failed.\n"
  vim.fn.writefile(vim.split(text, "\n"), path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  local client = t.attached()
  t.check("a note with no root marker above it is served", client and not client.root_dir, client and client.root_dir)
  t.cursor_on("day sharding", 6)
  t.press("K")
  local float = t.float() or "no floating window"
  t.check("K knows the terms of the note itself", float:find("splitting of a table", 1, true), float)
end)
