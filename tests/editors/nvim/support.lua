--- What every suite shares: named checks, waiting for an answer, and the keys a person would press.

local M = {}

--- How long anything may take, in milliseconds. Nothing waits this long unless it fails.
local PATIENCE = 10000

local failed = 0

-- A suite that hangs and is ended has told at least how far it came.
io.stdout:setvbuf("line")

--- Prints one line of the report.
---@param claim string
---@param holds any
---@param seen? any what there was instead, shown where the claim does not hold
---@return boolean holds
function M.check(claim, holds, seen)
  if holds then
    io.stdout:write("PASS ", claim, "\n")
    return true
  end
  failed = failed + 1
  local shown = type(seen) == "string" and seen or vim.inspect(seen)
  io.stdout:write("FAIL ", claim, "\n  saw: ", (shown:gsub("\n", "\n       ")), "\n")
  return false
end

--- Waits until `question` answers something true, and hands on the answer.
---@generic T
---@param question fun(): T?
---@return T? answer nil where it never came
function M.wait(question)
  local answer
  vim.wait(PATIENCE, function()
    answer = question()
    return answer
  end, 10)
  return answer
end

--- Runs a suite and ends Neovim with 1 if a claim did not hold or an error was raised.
---@param suite fun()
function M.run(suite)
  -- Answers arrive only while Neovim waits for input, so the suite starts when it has done its start-up.
  vim.schedule(function()
    local ended, trouble = xpcall(suite, debug.traceback)
    if not ended then
      M.check("the suite reaches its end", false, trouble)
    end
    io.stdout:flush()
    -- A Neovim that writes to a server which is just ending may be ended by the broken pipe.
    vim.lsp.enable("glossator", false)
    for _, client in ipairs(vim.lsp.get_clients()) do
      client:stop()
    end
    vim.wait(PATIENCE, function()
      return #vim.lsp.get_clients() == 0
    end, 10)
    vim.cmd(failed == 0 and "qall!" or "cquit 1")
  end)
end

--- The vault that the runner copied for this suite.
---@param path? string of a note inside it
---@return string
function M.vault(path)
  local root = assert(vim.env.GLOSSATOR_VAULT)
  return path and vim.fs.joinpath(root, path) or root
end

--- Opens a note and waits for the server.
---@param path string
---@return vim.lsp.Client?
function M.open(path)
  vim.cmd.edit(vim.fn.fnameescape(M.vault(path)))
  return M.attached()
end

--- Waits until the server serves the current buffer.
---@return vim.lsp.Client?
function M.attached()
  return M.wait(function()
    return vim.iter(vim.lsp.get_clients({ bufnr = 0, name = "glossator" })):find(function(client)
      return client.initialized and not client:is_stopped()
    end)
  end)
end

--- Waits until the server has read the notes, so that a term of another note has a hover: its first answers may come
--- before. The cursor has to be on such a term.
---@return any hover nil where it never came
function M.notes_read()
  return M.wait(function()
    local client = assert(M.attached())
    local parameters = vim.lsp.util.make_position_params(0, client.offset_encoding)
    local answer = client:request_sync("textDocument/hover", parameters, 1000)
    return answer and answer.result
  end)
end

--- Opens the diary, waits until the server has read the notes, and puts the cursor into a text.
---@param text string
---@return boolean? served
function M.diary_at(text)
  if not M.check("the server attaches", M.open("diary.md"), vim.lsp.get_clients()) then
    return nil
  end
  M.cursor_on(text, 3)
  return M.notes_read() ~= nil
end

--- Puts the cursor on a text of the current buffer.
---@param text string
---@param into? integer how many bytes into it
function M.cursor_on(text, into)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local column = line:find(text, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 + (into or 0) })
      return
    end
  end
  error("no such text in " .. vim.api.nvim_buf_get_name(0) .. ": " .. text)
end

--- Presses keys as a person would, mappings included.
---@param keys string in the notation of mappings, such as "<C-]>"
function M.press(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), "mx", false)
end

--- The text of the floating window, once there is one.
---@return string?
function M.float()
  return M.wait(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), "\n")
      end
    end
  end)
end

--- Closes floating windows and lists, so that only the note is left.
function M.tidy()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      vim.api.nvim_win_close(window, true)
    end
  end
  vim.cmd("silent! cclose | silent! lclose | silent! tabonly | silent! only")
  vim.fn.setqflist({}, "f")
  vim.fn.setloclist(0, {}, "f")
end

--- Where the cursor is: the path inside the vault and the text of the line.
---@return string
function M.place()
  local path = vim.fs.relpath(M.vault(), vim.api.nvim_buf_get_name(0)) or vim.api.nvim_buf_get_name(0)
  return path .. ": " .. vim.api.nvim_get_current_line()
end

--- The quickfix or location list as lines "path:line:column text", with its title in front.
---@param list table what `getqflist` or `getloclist` gave
---@return string[]
function M.entries(list)
  return vim.tbl_map(function(item)
    local path = vim.fs.relpath(M.vault(), vim.api.nvim_buf_get_name(item.bufnr)) or "?"
    return ("%s:%d:%d %s"):format(path, item.lnum, item.col, item.text)
  end, list)
end

--- Collects what `vim.notify` says from now on.
---@return string[] said grows with every message
function M.listen()
  local said = {}
  vim.notify = function(message)
    table.insert(said, message)
  end
  return said
end

--- Waits until a text was said, through `vim.notify` or as a message of Neovim.
---@param text string
---@param said string[] what `listen` answered
---@return boolean?
function M.message(text, said)
  return M.wait(function()
    return table.concat(said, "\n"):find(text, 1, true) or vim.fn.execute("messages"):find(text, 1, true)
  end) ~= nil
end

--- Takes the place of the list that a person chooses from, from now on.
---@param wanted integer|string the number of the entry to choose, or a text in it
---@return string[] offered the entries, once a list was shown
function M.listen_to_select(wanted)
  local offered = {}
  vim.ui.select = function(items, options, chosen)
    for number, item in ipairs(items) do
      offered[number] = (options.format_item or tostring)(item)
    end
    for number, item in ipairs(items) do
      if number == wanted or (type(wanted) == "string" and offered[number]:find(wanted, 1, true)) then
        chosen(item, number)
        return
      end
    end
    chosen(nil)
  end
  return offered
end

return M
