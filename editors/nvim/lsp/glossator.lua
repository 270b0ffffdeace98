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
  -- Problems are sent by the server instead of being asked for. Neovim 0.12 asks too rarely: when another note changes what
  -- is wrong in an open one, and when an open note is read again from the disk, it would go on with what it knew.
  before_init = function(parameters)
    parameters.capabilities.textDocument.diagnostic = nil
    -- The places that a code lens counts then come with its command, and a link to paste is copied.
    local commands = { "glossator.showReferences", "glossator.copy" }
    parameters.capabilities.experimental = { commands = { commands = commands } }
  end,
  commands = {
    ["glossator.copy"] = function(command)
      require("glossator.commands").copy(command)
    end,
    ["glossator.showReferences"] = function(command, context)
      require("glossator.commands").show_references(command, context)
    end,
  },
}
