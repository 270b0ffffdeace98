-- A server that is killed while somebody types.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

--- Kills the server of the current note.
---@return integer id of the client that had it
local function kill()
  local client = assert(t.attached())
  -- The process is a child of this Neovim, which the client keeps to itself.
  local pids = vim.tbl_filter(function(pid)
    return (vim.api.nvim_get_proc(pid) or {}).name == "glossator"
  end, vim.api.nvim_get_proc_children(vim.fn.getpid()))
  assert(#pids == 1, vim.inspect(pids))
  vim.uv.kill(pids[1], "sigkill")
  t.wait(function()
    return vim.lsp.get_client_by_id(client.id) == nil
  end)
  return client.id
end

---@param said string[]
---@return string[] those of the plugin
local function own(said)
  return vim.tbl_filter(function(message)
    return vim.startswith(message, "glossator:")
  end, said)
end

t.run(function()
  local said = t.listen()
  if not t.check("the server attaches", t.open("diary.md"), vim.lsp.get_clients()) then
    return
  end
  vim.cmd.split(vim.fn.fnameescape(t.vault("caching.md")))
  t.attached()
  vim.cmd.wincmd("p")
  for round = 1, 5 do
    local last = vim.api.nvim_buf_line_count(0)
    vim.api.nvim_buf_set_lines(0, last, last, true, { "Half a sentence about a load bal" })
    local before = kill()
    local line = ("Round %d: the load balancer [gone](gone-%d.md)"):format(round, round)
    vim.api.nvim_buf_set_lines(0, last, last + 1, true, { "", line })
    local client = t.attached()
    t.check(("after end %d there is a new server"):format(round), client and client.id ~= before, client)
    t.cursor_on(("Round %d: the load balancer"):format(round), 15)
    t.check("which knows what was typed meanwhile", t.notes_read(), vim.api.nvim_buf_get_lines(0, 0, -1, true))
    local problem = t.wait(function()
      return vim.iter(vim.diagnostic.get(0)):find(function(found)
        return found.message:find(("gone-%d.md"):format(round), 1, true) ~= nil
      end)
    end)
    t.check("and finds what is wrong with it", problem, vim.diagnostic.get(0))
  end
  local other = vim.fn.bufnr(t.vault("caching.md"))
  t.check("the other note is served again too", #vim.lsp.get_clients({ bufnr = other }) == 1, vim.lsp.get_clients())
  t.check("the plugin has not said a word", #own(said) == 0, said)

  kill()
  t.wait(function()
    return #own(said) > 0
  end)
  t.check("the sixth time it says that this is too often", own(said)[1]:find("ended too often", 1, true), said)
  vim.wait(200)
  t.check("and starts no more", #vim.lsp.get_clients() == 0, vim.lsp.get_clients())
  vim.cmd("Glossator mentions load balancer")
  t.check("a command says that no server runs", own(said)[2]:find("no server is running", 1, true), said)

  vim.cmd("Glossator restart")
  t.check(":Glossator restart starts it", t.attached(), said)
  t.check("for every note", #vim.lsp.get_clients({ bufnr = other }) == 1, vim.lsp.get_clients())
  local before = kill()
  local client = t.attached()
  t.check("and counts from the beginning", client and client.id ~= before, said)

  local count = #said
  assert(t.attached()):stop()
  t.wait(function()
    return #vim.lsp.get_clients() == 0
  end)
  vim.wait(200)
  t.check("a server that was stopped stays stopped", #vim.lsp.get_clients() == 0, vim.lsp.get_clients())
  t.check("without a word", #said == count, said)
end)
