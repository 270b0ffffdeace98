-- What a person would try first, played without a terminal: hover, go to topic, completion, diagnostics.
-- The place to show is found by asking the server about each word of the open note, and of the others if it has none.
-- Nothing is saved.

local PATIENCE = 10000 -- milliseconds

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

---@class glossator.Place
---@field line integer 0-based
---@field column integer 0-based, in bytes
---@field word string
---@field hover string
---@field target lsp.Location

--- Whether a hover is a definition and not the best there is.
---@param hover lsp.Hover
---@return boolean
local function is_definition(hover)
  return not table.concat(vim.lsp.util.convert_input_to_markdown_lines(hover.contents), "\n"):find("Excerpt:", 1, true)
end

--- The first word of the open note that nobody linked and another note defines.
---@param client vim.lsp.Client
---@return glossator.Place?
local function find_place(client)
  local parameters = { textDocument = vim.lsp.util.make_text_document_params(0) }
  local answer = client:request_sync("textDocument/documentLink", parameters, PATIENCE)
  local links = answer and answer.result or {}
  for number, text in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    for start, word in text:gmatch("()(%a[%w-]+)") do
      local line, column = number - 1, start - 1
      local hover = not text:find("^#")
        and not is_linked(links, line, column)
        and ask(client, "textDocument/hover", line, column)
      local target = hover and is_definition(hover) and ask(client, "textDocument/definition", line, column)
      target = target and (target.uri and target or target[1])
      local uri = target and (target.uri or target.targetUri)
      if uri and uri ~= vim.uri_from_bufnr(0) then
        if hover.range and hover.range.start.line == line and hover.range["end"].line == line then
          local from = vim.str_byteindex(text, client.offset_encoding, hover.range.start.character, false)
          local to = vim.str_byteindex(text, client.offset_encoding, hover.range["end"].character, false)
          word = text:sub(from + 1, to)
        end
        local lines = vim.lsp.util.convert_input_to_markdown_lines(hover.contents)
        local range = target.range or target.targetSelectionRange
        return {
          line = line,
          column = column,
          word = word,
          hover = table.concat(lines, "\n"),
          target = { uri = uri, range = range },
        }
      end
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
  show("hover", ('on "%s", which nobody linked:'):format(place.word))
  show("", place.hover)
  io.stdout:write("\n")

  local path = vim.uri_to_fname(place.target.uri)
  local line = place.target.range.start.line
  show("go to topic", ("%s:%d"):format(name_of(path), line + 1))
  show("", vim.fn.readfile(path, "", line + 1)[line + 1] or "")
  io.stdout:write("\n")

  local typed = place.word:sub(1, math.max(4, math.floor(#place.word / 2)))
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
