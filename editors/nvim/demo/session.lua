-- What a person would try first, played without a terminal: hover, go to topic, completion, diagnostics.
-- The place to show is the first stop of the tour in notes/index.md. In any other note it is found by asking the server
-- about each word, and about those of the other notes if it has none to show. Nothing is saved.

local PATIENCE = 10000 -- milliseconds
-- What stands before and at the term that the tour of notes/index.md shows first.
local FIRST_STOP = "learns of a payment through a webhook"

---@param label string
---@param text string
local function show(label, text)
  local lines = vim.split(vim.trim(text), "\n")
  for number, line in ipairs(lines) do
    io.stdout:write(("%-13s %s\n"):format(number == 1 and label or "", line))
  end
end

---@param sentence string
local function give_up(sentence)
  io.stdout:write("editors/try: ", sentence, "\n")
  io.stdout:flush()
  vim.cmd("cquit 1")
end

---@generic T
---@param question fun(): T?
---@return T?
local function wait(question)
  local answer
  vim.wait(PATIENCE, function()
    answer = question()
    return answer
  end, 20)
  return answer
end

---@param client vim.lsp.Client
---@param method vim.lsp.protocol.Method.ClientToServer
---@param line integer 0-based
---@param column integer 0-based, in bytes
---@return any result
local function ask(client, method, line, column)
  local text = vim.api.nvim_buf_get_lines(0, line, line + 1, true)[1]
  local answer = client:request_sync(method, {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = line, character = vim.str_utfindex(text, client.offset_encoding, column, false) },
  }, PATIENCE)
  return answer and answer.result or nil
end

--- Whether a place lies in one of the note's links: a definition there would prove little.
---@param links lsp.DocumentLink[]
---@param line integer
---@param character integer
---@return boolean
local function is_linked(links, line, character)
  return vim.iter(links):any(function(link)
    local from, to = link.range.start, link.range["end"]
    local behind_start = from.line < line or from.line == line and from.character <= character
    local before_end = line < to.line or line == to.line and character <= to.character
    return behind_start and before_end
  end)
end

---@class glossator.Word
---@field line integer 0-based
---@field column integer 0-based, in bytes
---@field text string

--- The words to ask about: the one that the tour shows first, else every word of the note outside its headings.
---@return glossator.Word[]
local function words()
  local found = {}
  for number, text in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    local _, stop = text:find(FIRST_STOP, 1, true)
    if stop then
      local word = FIRST_STOP:match("%a+$")
      return { { line = number - 1, column = stop - #word, text = word } }
    end
    if not text:find("^#") then
      for start, word in text:gmatch("()(%a[%w-]+)") do
        table.insert(found, { line = number - 1, column = start - 1, text = word })
      end
    end
  end
  return found
end

--- The text of the open note that a hover is about.
---@param client vim.lsp.Client
---@param word glossator.Word
---@param range? lsp.Range
---@return string
local function text_of(client, word, range)
  if not range or range.start.line ~= word.line or range["end"].line ~= word.line then
    return word.text
  end
  local line = vim.api.nvim_buf_get_lines(0, word.line, word.line + 1, true)[1]
  local from = vim.str_byteindex(line, client.offset_encoding, range.start.character, false)
  local to = vim.str_byteindex(line, client.offset_encoding, range["end"].character, false)
  return line:sub(from + 1, to)
end

---@class glossator.Place
---@field line integer 0-based
---@field term string
---@field hover string
---@field path string of the note that defines the term
---@field target integer the line there, 0-based

--- The first place of the open note that nobody linked and another note defines.
---@param client vim.lsp.Client
---@return glossator.Place?
local function find_place(client)
  local parameters = { textDocument = vim.lsp.util.make_text_document_params(0) }
  local answer = client:request_sync("textDocument/documentLink", parameters, PATIENCE)
  local links = answer and answer.result or {}
  for _, word in ipairs(words()) do
    local hover = not is_linked(links, word.line, word.column)
      and ask(client, "textDocument/hover", word.line, word.column)
    local targets = hover and ask(client, "textDocument/definition", word.line, word.column)
    local target = targets and (targets[1] or targets)
    local uri = target and (target.uri or target.targetUri)
    if uri and uri ~= vim.uri_from_bufnr(0) then
      return {
        line = word.line,
        term = text_of(client, word, hover.range),
        hover = table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), "\n"),
        path = vim.uri_to_fname(uri),
        target = (target.range or target.targetSelectionRange).start.line,
      }
    end
  end
end

---@param path string
---@return string
local function name_of(path)
  return vim.fs.relpath(vim.fn.getcwd(), path) or path
end

--- Appends a line to the note as it stands in the editor; the file stays as it is.
---@param text string
---@return integer line 0-based
local function append(text)
  vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", text })
  return vim.api.nvim_buf_line_count(0) - 1
end

local function play()
  local client = wait(function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = "glossator" })[1]
    return client and client.initialized and client or nil
  end)
  if not client then
    return give_up("the server did not start; its log is " .. vim.lsp.log.get_filename())
  end

  local first = vim.api.nvim_buf_get_name(0)
  local others = vim.fs.find(function(name, folder)
    return vim.endswith(name, ".md") and vim.fs.joinpath(folder, name) ~= first
  end, { path = client.root_dir or vim.fs.dirname(first), type = "file", limit = math.huge })
  table.sort(others)
  -- The server answers from the first moment, but knows every note only when it has read them all.
  local place = wait(function()
    local known = client:request_sync("workspace/symbol", { query = "" }, PATIENCE)
    return known and known.result and #known.result > 0 and find_place(client) or nil
  end)
  while not place and #others > 0 do
    vim.cmd.edit(vim.fn.fnameescape(table.remove(others, 1)))
    place = find_place(client)
  end
  if not place then
    return give_up("no note mentions a term that another one defines, so there is nothing to show")
  end

  show("note", ("%s, line %d:"):format(name_of(vim.api.nvim_buf_get_name(0)), place.line + 1))
  show("", vim.api.nvim_buf_get_lines(0, place.line, place.line + 1, true)[1])
  io.stdout:write("\n")
  show("hover", ('on "%s", which nobody linked:'):format(place.term))
  show("", place.hover)
  io.stdout:write("\n")

  show("go to topic", ("%s:%d"):format(name_of(place.path), place.target + 1))
  show("", vim.fn.readfile(place.path, "", place.target + 1)[place.target + 1] or "")
  io.stdout:write("\n")

  local typed = place.term:sub(1, math.max(4, math.floor(#place.term / 2)))
  local at = append("Typed " .. typed)
  local completion = ask(client, "textDocument/completion", at, #"Typed " + #typed) or {}
  local labels = vim.tbl_map(function(item)
    return item.label
  end, vim.list_slice(completion.items or completion, 1, 5))
  show("completion", ('of "%s": %s'):format(typed, #labels > 0 and table.concat(labels, ", ") or "nothing"))
  io.stdout:write("\n")

  local link = "[a plan](a-plan-that-nobody-wrote.md)"
  at = append("There is " .. link)
  local problem = wait(function()
    return vim.diagnostic.get(0, { lnum = at })[1]
  end)
  show("diagnostics", ("of %s:"):format(link))
  local said = "nothing"
  if problem then
    local severity = ({ "error", "warning", "information", "hint" })[problem.severity]
    said = ("%s %s: %s"):format(severity, problem.code, problem.message)
  end
  show("", said)
  if #labels == 0 or not problem then
    return give_up("one of the answers above is missing")
  end
  io.stdout:flush()
  vim.cmd("qall!")
end

-- Answers arrive only while Neovim waits for input, so the session starts when Neovim has started up.
vim.schedule(function()
  local ended, trouble = xpcall(play, debug.traceback)
  if not ended then
    give_up(trouble)
  end
end)
