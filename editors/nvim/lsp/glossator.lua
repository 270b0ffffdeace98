-- How Neovim starts Glossator. `vim.lsp.enable("glossator")` is all it takes; `vim.lsp.config("glossator", …)` or
-- `require("glossator").setup(…)` changes any of it.

---@type vim.lsp.Config
return {
  cmd = { "glossator", "serve" },
  -- The last two are what note plugins call their Markdown.
  filetypes = { "markdown", "pandoc", "telekasten" },
  get_language_id = function()
    return "markdown"
  end,
  -- The first marker that is found above a note decides. A note with none above it is served by itself.
  root_markers = { "glossator.toml", ".obsidian", ".marksman.toml", ".moxide.toml", ".zk", ".foam", ".git" },
  capabilities = {
    -- The places that a code lens counts then come with its command.
    experimental = { commands = { commands = { "glossator.showReferences" } } },
    -- Neovim creates and renames files that an edit tells it to, but does not say so. Whether mentions in prose are renamed
    -- as well is asked by `rename` below.
    workspace = { workspaceEdit = { documentChanges = true, changeAnnotationSupport = { groupsOnLabel = true } } },
  },
  before_init = function(parameters)
    -- Problems are sent by the server instead of being asked for. Neovim 0.12 asks too rarely: when another note changes
    -- what is wrong in an open one, and when an open note is read again from the disk, it would go on with what it knew.
    parameters.capabilities.textDocument.diagnostic = nil
  end,
  on_exit = function(code, signal, client_id)
    require("glossator.restart").ended(code, signal, client_id)
  end,
  handlers = {
    ["textDocument/rename"] = function(problem, edit, context)
      return require("glossator.rename").apply(problem, edit, context)
    end,
    ["workspace/applyEdit"] = function(problem, edit, context)
      return require("glossator.server").apply_edit(problem, edit, context)
    end,
  },
  commands = {
    ["glossator.showReferences"] = function(command, context)
      require("glossator.lists").show_references(command, context)
    end,
  },
}
