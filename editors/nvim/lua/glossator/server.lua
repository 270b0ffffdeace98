--- The running server and its program: finding them, and asking them.

local config = require("glossator.config")

local M = {}

--- Shows a sentence.
---@param message string
---@param level? integer one of `vim.log.levels`; information unless told otherwise
function M.say(message, level)
  vim.notify("glossator: " .. message, level or vim.log.levels.INFO)
end

--- The running server: the one of the current buffer, else any.
---@return vim.lsp.Client?
function M.find()
  return vim.lsp.get_clients({ name = config.name, bufnr = 0 })[1] or vim.lsp.get_clients({ name = config.name })[1]
end

--- The running server. Says what to do where there is none.
---@return vim.lsp.Client?
function M.running()
  local client = M.find()
  if not client then
    M.say("no server is running; open a note, or see `:checkhealth glossator`", vim.log.levels.WARN)
  end
  return client
end

--- The folder that the program is asked about: the vault of the current note, else of any note, else where we are.
---@return string
function M.vault_root()
  local here = vim.lsp.get_clients({ name = config.name, bufnr = 0 })[1]
  if here and not here.root_dir then
    -- A note that is served by itself.
    return vim.fs.dirname(vim.api.nvim_buf_get_name(0))
  end
  local client = here or M.find()
  return client and client.root_dir or vim.fs.root(0, config.resolved().root_markers or {}) or vim.fn.getcwd()
end

--- Runs a command of the server.
---@param name string without `glossator.` in front
---@param arguments any[]
---@param answered? fun(result: any, client: vim.lsp.Client)
function M.execute(name, arguments, answered)
  local client = M.running()
  if not client then
    return
  end
  local command = { title = name, command = config.name .. "." .. name, arguments = arguments }
  client:exec_cmd(command, { bufnr = vim.api.nvim_get_current_buf() }, function(problem, result)
    if problem then
      M.say(problem.message, vim.log.levels.ERROR)
    elseif answered then
      answered(result ~= vim.NIL and result or nil, client)
    end
  end)
end

--- Makes a change that the server asks for. Neovim would keep to itself that a file cannot be written.
---@param problem lsp.ResponseError?
---@param edit lsp.ApplyWorkspaceEditParams
---@param context lsp.HandlerContext
---@return lsp.ApplyWorkspaceEditResult
function M.apply_edit(problem, edit, context)
  local answer = vim.lsp.handlers["workspace/applyEdit"](problem, edit, context)
  if type(answer) == "table" and not answer.applied then
    M.say("the change could not be made: " .. tostring(answer.failureReason), vim.log.levels.ERROR)
  end
  return answer
end

--- Runs a subcommand of the program, and hands on what it printed unless it could not do its work.
---@param arguments string[]
---@param answered fun(output: string, code: integer)
function M.run_program(arguments, answered)
  local absence = config.absence()
  if absence then
    vim.notify(absence, vim.log.levels.ERROR)
    return
  end
  local command = vim.list_extend(config.program(), arguments)
  vim.system(
    command,
    { text = true },
    vim.schedule_wrap(function(result)
      -- 0 is fine, 1 is "problems" or "nothing found", anything else is no answer at all.
      if result.code == 0 or result.code == 1 then
        answered(result.stdout, result.code)
      else
        local reason = vim.trim(result.stderr ~= "" and result.stderr or ("ended with code " .. result.code))
        M.say(("`%s` failed: %s"):format(table.concat(command, " "), reason), vim.log.levels.ERROR)
      end
    end)
  )
end

return M
