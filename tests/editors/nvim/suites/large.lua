-- Ten thousand notes, and somebody who does not wait until they are read.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

local NOTES = 10000

t.run(function()
  for folder = 1, NOTES / 100 do
    local path = t.vault(("large/%d"):format(folder))
    vim.fn.mkdir(path, "p")
    for number = 1, 100 do
      local file = assert(io.open(("%s/note-%d.md"):format(path, number), "w"))
      local term = ("widget %d-%d"):format(folder, number)
      local text = "# Note %d\n\n## %s\n\nA %s is a part that turns the load balancer. See [[diary]].\n"
      file:write(text:format(number, term, term))
      file:close()
    end
  end

  local said = t.listen()
  local start = vim.uv.hrtime()
  local client = t.open("diary.md")
  t.check("the server attaches", client, vim.lsp.get_clients())
  local attached = (vim.uv.hrtime() - start) / 1e6
  t.check("before the notes are read", attached < 2000, attached)
  -- At once, as somebody would who opens a note to write into it.
  vim.cmd("normal! GoFirst the load balancer, then [[dia")
  vim.lsp.buf.hover()
  vim.lsp.buf.definition()
  vim.cmd("silent! Glossator topics widget 7")
  vim.cmd("normal! ory]].")
  t.tidy()

  t.cursor_on("load balancer", 3)
  t.check("a term has its hover", t.notes_read(), "")
  local asked = vim.uv.hrtime()
  vim.fn.setqflist({}, "f")
  vim.cmd("Glossator! mentions load balancer")
  t.wait(function()
    return #vim.fn.getqflist() > 0
  end)
  local count, took = #vim.fn.getqflist(), (vim.uv.hrtime() - asked) / 1e6
  t.check("mentions are listed, as many as anybody reads", count == 1000, count)
  t.check("and it is told how many there are", t.message("the first 1000 of 1000", said), said)
  t.check("within seconds", took < 8000, took)
  t.tidy()
  vim.cmd("silent wall")

  local offered = t.listen_to_select("widget 93-17")
  t.open("diary.md")
  vim.cmd("Glossator topics widget 93-17")
  t.wait(function()
    return t.place():find("large/93/note-17.md", 1, true) ~= nil
  end)
  t.check("a topic is found among all", t.place() == "large/93/note-17.md: ## widget 93-17", t.place())
  t.check("without a list that nobody would read", #offered <= 256, #offered)
  local errors = vim.tbl_filter(function(message)
    return message:lower():find("error", 1, true) ~= nil
  end, said)
  t.check("nothing goes wrong meanwhile", #errors == 0, errors)
end)
