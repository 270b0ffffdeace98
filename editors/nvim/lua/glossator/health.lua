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
  if asked and answer.code == 0 then
    vim.health.ok("version: " .. vim.trim(answer.stdout))
  else
    local reason = asked and vim.trim(answer.stderr or "") or tostring(answer)
    vim.health.error("the server does not answer `--version`: " .. reason)
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

--- Run by `:checkhealth glossator`.
function M.check()
  vim.health.start("Neovim")
  check_neovim()
  vim.health.start("Server")
  check_server()
  vim.health.start("Notes")
  check_clients()
end

return M
