--- Asks whether a term is renamed in prose as well, and applies a rename.
---
--- The server marks those changes that want asking. Neovim 0.11 makes them without a question, and 0.12 asks note by
--- note, where whoever says no to one loses the rename of the title in it, too.

local M = {}

--- Takes the marks off an edit, and the marked changes with them unless they are wanted.
---@param edit lsp.WorkspaceEdit
---@param is_wanted boolean
local function settle(edit, is_wanted)
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.edits then
      change.edits = vim
        .iter(change.edits)
        :filter(function(one)
          return is_wanted or one.annotationId == nil
        end)
        :map(function(one)
          return { range = one.range, newText = one.newText }
        end)
        :totable()
    end
  end
  edit.documentChanges = vim.tbl_filter(function(change)
    return change.edits == nil or #change.edits > 0
  end, edit.documentChanges or {})
  edit.changeAnnotations = nil
end

--- How many changes of an edit want asking, and in how many notes.
---@param edit lsp.WorkspaceEdit
---@return integer changes
---@return integer notes
local function marked(edit)
  local changes, notes = 0, 0
  for _, change in ipairs(edit.documentChanges or {}) do
    local own = #vim.tbl_filter(function(one)
      return one.annotationId ~= nil
    end, change.edits or {})
    changes = changes + own
    notes = notes + (own > 0 and 1 or 0)
  end
  return changes, notes
end

---@param count integer
---@param word string
---@return string
local function counted(count, word)
  return ("%d %s%s"):format(count, word, count == 1 and "" or "s")
end

--- The handler of `textDocument/rename`.
---@param problem lsp.ResponseError?
---@param edit lsp.WorkspaceEdit?
---@param context lsp.HandlerContext
function M.apply(problem, edit, context)
  local changes, notes = 0, 0
  if edit then
    changes, notes = marked(edit)
  end
  if changes == 0 then
    return vim.lsp.handlers["textDocument/rename"](problem, edit, context)
  end
  local question = ("Rename %s in prose, too, in %s?"):format(counted(changes, "mention"), counted(notes, "note"))
  local answers = { "Yes", "No, titles and links only", "Cancel" }
  vim.ui.select(answers, { prompt = question, kind = "glossator" }, function(_, number)
    if number == 1 or number == 2 then
      settle(edit --[[@as lsp.WorkspaceEdit]], number == 1)
      vim.lsp.handlers["textDocument/rename"](problem, edit, context)
    end
  end)
end

return M
