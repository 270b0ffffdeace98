--- What a note gets when the server has attached to it: keys that ask it, and nothing that it would take away.

local config = require("glossator.config")

local M = {}

--- The server of a note, if it can answer.
---@param buffer integer
---@param method vim.lsp.protocol.Method.ClientToServer
---@return boolean
local function answers(buffer, method)
  return vim.iter(vim.lsp.get_clients({ bufnr = buffer, name = config.name })):any(function(client)
    return client:supports_method(method, buffer)
  end)
end

--- Maps a key of Neovim to what the server knows better, unless the user has mapped it.
---@param buffer integer
---@param key string
---@param purpose string
---@param method vim.lsp.protocol.Method.ClientToServer
---@param ask fun()
---@param is_taken fun(mapping: table): boolean whether a mapping that is there is one of the user
local function map(buffer, key, purpose, method, ask, is_taken)
  local before = vim.api.nvim_buf_call(buffer, function()
    return vim.fn.maparg(key, "n", false, true)
  end)
  if not vim.tbl_isempty(before) and is_taken(before) then
    return
  end
  vim.keymap.set("n", key, function()
    if answers(0, method) then
      ask()
    elseif before.callback then
      before.callback()
    else
      vim.cmd.normal({ key, bang = true })
    end
  end, { buffer = buffer, silent = true, desc = purpose .. " (Glossator)" })
end

--- Shows the outline of the note in the location list.
local function outline()
  vim.lsp.buf.document_symbol({
    on_list = function(list)
      for _, item in ipairs(list.items) do
        -- Neovim puts the kind of the symbol in front; all topics are of one kind.
        item.text = item.text:gsub("^%[%w+%] ", "")
      end
      vim.fn.setloclist(0, {}, " ", list)
      vim.cmd.lopen()
    end,
  })
end

--- Tells once where the server is not of the version that the plugin was made with.
---@param client vim.lsp.Client
local function compare_versions(client)
  local version = (client.server_info or {}).version
  if version == nil or M.is_compatible(version, config.version) then
    return
  end
  vim.notify_once(
    ("glossator: the server `%s` is version %s, the plugin %s; something may be missing or fail"):format(
      vim.fn.exepath(config.program()[1] or ""),
      version,
      config.version
    ),
    vim.log.levels.WARN
  )
end

--- Whether a server and a plugin of these versions work together: before 1.0 the second number decides, then the first.
---@param one string
---@param other string
---@return boolean
function M.is_compatible(one, other)
  local function significant(version)
    local major, minor = version:match("^(%d+)%.(%d+)")
    return major == "0" and "0." .. minor or major
  end
  return significant(one) == significant(other)
end

--- Called when a client has attached to a buffer.
---@param client vim.lsp.Client
---@param buffer integer
function M.attached(client, buffer)
  if client.name ~= config.name then
    return
  end
  compare_versions(client)

  -- Neovim has given the server what `gq` does, but the server formats tables only: paragraphs would not be wrapped.
  local formatters = vim.lsp.get_clients({ bufnr = buffer, method = "textDocument/rangeFormatting" })
  local is_ours = #formatters == 1 and formatters[1].id == client.id
  if is_ours and vim.bo[buffer].formatexpr:find("vim.lsp.formatexpr", 1, true) then
    vim.bo[buffer].formatexpr = ""
  end

  map(buffer, "gd", "Go to the topic", "textDocument/definition", vim.lsp.buf.definition, function()
    return true
  end)
  -- Neovim's own mapping knows headings only; one that the user made is left alone.
  map(buffer, "gO", "Outline", "textDocument/documentSymbol", outline, function(mapping)
    local by_neovim = { ["Show an Outline of the current buffer"] = true, ["vim.lsp.buf.document_symbol()"] = true }
    return not by_neovim[mapping.desc or ""]
  end)
end

return M
