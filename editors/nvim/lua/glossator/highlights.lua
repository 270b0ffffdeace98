--- How names of terms look in a note. Each group is a default, which a colour scheme or the user overrides.

local M = {}

--- Defines the groups, and leads the semantic tokens of the server to them.
function M.define()
  -- Dots below a name say that it can be asked about, and leave the text as calm as it was.
  vim.api.nvim_set_hl(0, "GlossatorMention", { underdotted = true, default = true })
  vim.api.nvim_set_hl(0, "GlossatorDefinition", { link = "@markup.strong", default = true })
  for token, group in pairs({
    ["@lsp.mod.unlinked"] = "GlossatorMention",
    ["@lsp.mod.definition"] = "GlossatorDefinition",
  }) do
    vim.api.nvim_set_hl(0, token, { link = group, default = true })
  end
end

return M
