--- `:checkhealth glossator`: whether Neovim, the server and the notes found each other.

local config = require("glossator.config")

local M = {}

--- How long the program may take to say its version, in milliseconds.
local VERSION_WITHIN = 2000

local function check_neovim()
  if vim.fn.has("nvim-0.11") == 1 then
    vim.health.ok("Neovim " .. tostring(vim.version()))
  else
    vim.health.error("Neovim 0.11 or newer is needed, this is " .. tostring(vim.version()))
  end
end

local function check_server()
  local absence = config.absence()
  if absence then
    vim.health.error((absence:gsub("^glossator: ", "")), {
      "From the sources: `cargo install --path .` in the folder of the project, then a new terminal.",
    })
    return
  end
  local program = config.program()
  vim.health.ok("server: " .. vim.fn.exepath(program[1]))
  local asked, answer = pcall(function()
    return vim.system(vim.list_extend(vim.list_slice(program), { "--version" }), { text = true }):wait(VERSION_WITHIN)
  end)
  local version = asked and answer.code == 0 and answer.stdout:match("^glossator (%S+)")
  if not version then
    local said = asked and vim.trim(answer.stderr ~= "" and answer.stderr or answer.stdout) or tostring(answer)
    vim.health.error(
      ("`%s --version` does not say what version of glossator it is: %s"):format(
        table.concat(program, " "),
        said == "" and "it says nothing" or said
      )
    )
  elseif require("glossator.attach").is_compatible(version, config.version) then
    vim.health.ok("version: " .. version)
  else
    vim.health.warn(("the server is version %s, the plugin %s"):format(version, config.version), {
      "Take both from the same version of Glossator.",
    })
  end
  local cmd = config.resolved().cmd
  vim.health.info("command: " .. (type(cmd) == "table" and table.concat(cmd, " ") or "a function"))
end

local function check_clients()
  if config.is_enabled() then
    vim.health.ok("enabled for " .. table.concat(config.resolved().filetypes or {}, ", "))
  else
    vim.health.warn("not enabled, so no note is served", {
      'Put `vim.lsp.enable("glossator")` or `require("glossator").setup()` into your configuration.',
    })
  end
  local clients = vim.lsp.get_clients({ name = config.name })
  if #clients == 0 then
    vim.health.info("no client is attached: no note is open")
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(
      ("client %d: %d %s, positions in %s"):format(
        client.id,
        buffers,
        buffers == 1 and "note" or "notes",
        client.offset_encoding
      )
    )
    if client.root_dir then
      vim.health.ok("root: " .. client.root_dir)
    else
      vim.health.info("root: none, so each note is served by itself", {})
    end
  end
  vim.health.info("root markers: " .. table.concat(config.resolved().root_markers or {}, ", "))
  vim.health.info("log: " .. vim.lsp.log.get_filename())
end

local function check_picker()
  local wanted, chosen = config.picker, require("glossator.pickers").chosen()
  if wanted ~= "auto" and wanted ~= chosen then
    vim.health.warn(("`setup` chose the picker %s, which is not installed or not switched on"):format(wanted))
  end
  vim.health.info("lists: " .. (chosen == "select" and "vim.ui.select and the quickfix list" or chosen))
end

--- Run by `:checkhealth glossator`.
function M.check()
  vim.health.start("Neovim")
  check_neovim()
  vim.health.start("Server")
  check_server()
  vim.health.start("Notes")
  check_clients()
  check_picker()
end

return M
