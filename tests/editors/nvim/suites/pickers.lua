-- Lists that are picked from. snacks.nvim, fzf-lua and mini.pick are in no package archive that the tests could fetch them
-- from, so they are doubled by what their manuals promise about the functions that are called; Telescope has a suite of
-- its own, with the real plugin.

local t = dofile(vim.env.GLOSSATOR_SUPPORT)

--- What a double was asked to show.
---@class Shown
---@field title string
---@field lines string[]
---@field places string[] "path:line:column" of each line
---@field type fun(query: string): Shown what there is when this is typed
---@field choose fun(number: integer)

---@param path string
---@param line integer
---@param column integer 1-based
---@return string
local function place(path, line, column)
  return ("%s:%d:%d"):format(vim.fs.relpath(t.vault(), path), line, column)
end

local shown ---@type Shown?

--- `Snacks.picker.pick(opts)`: `finder(opts, ctx)` answers items with `text`, `file` and `pos` (line and 0-based column).
--- With `live` it is called again for every `ctx.filter.search`; `format(item)` answers pieces of text with highlights.
local function double_snacks()
  local snacks = { config = { picker = { enabled = true } }, picker = {} }
  function snacks.picker.pick(options)
    local function find(search)
      local items = options.finder(options, { filter = { search = search } })
      shown = {
        title = options.title,
        lines = vim.tbl_map(function(item)
          return vim.iter(options.format(item)):fold("", function(line, piece)
            return line .. piece[1]
          end)
        end, items),
        places = vim.tbl_map(function(item)
          return place(item.file, item.pos[1], item.pos[2] + 1)
        end, items),
        type = function(query)
          assert(options.live, "what is typed reaches the finder of a live picker only")
          return find(query)
        end,
      }
      return shown
    end
    assert(options.confirm == "jump" and options.preview == "file")
    find(options.search or "")
  end
  package.loaded["snacks"] = snacks
end

--- `fzf_exec(lines, opts)` and `fzf_live(function(args) … end, opts)`, which answers a function that is given a callback
--- for lines, nil at the end. The builtin previewer and the actions of files read `path:line:column:text`.
local function double_fzf()
  local fzf = { defaults = { actions = { files = { enter = function() end } } } }
  local function show(lines, options, typed)
    assert(options.previewer == "builtin" and options.actions == fzf.defaults.actions.files)
    assert(options.fzf_opts["--delimiter"] == ":" and options.fzf_opts["--with-nth"] == "4..")
    shown = { title = options.prompt, lines = {}, places = {}, type = typed }
    for _, line in ipairs(lines) do
      local path, number, column, text = line:match("^([^:]+):(%d+):(%d+):(.*)$")
      table.insert(shown.lines, text)
      table.insert(shown.places, place(path, tonumber(number), tonumber(column)))
    end
    return shown
  end
  function fzf.fzf_exec(lines, options)
    show(lines, options)
  end
  function fzf.fzf_live(contents, options)
    assert(options.exec_empty_query)
    local function find(query)
      local lines, is_done = {}, false
      contents({ query })(function(line)
        if line then
          table.insert(lines, line)
        else
          is_done = true
        end
      end)
      t.wait(function()
        return is_done
      end)
      return show(lines, options, find)
    end
    find(options.query or "")
  end
  package.loaded["fzf-lua"] = fzf
end

--- `MiniPick.start({ source = { name, items, show, match } })` with items of `text`, `path`, `lnum` and `col`. `match` is
--- called with the query as a list of characters, and may replace the items by `set_picker_items(items, opts)`. The
--- event `MiniPickStart` comes when the picker is open.
local function double_mini()
  local pick = {}
  local source
  local function show(items)
    shown = {
      title = source.name,
      lines = vim.tbl_map(function(item)
        return item.text
      end, items),
      places = vim.tbl_map(function(item)
        return place(item.path, item.lnum, item.col)
      end, items),
      type = function(query)
        source.match({}, {}, vim.fn.split(query, "\\zs"))
        return shown
      end,
    }
  end
  function pick.set_picker_items(items, options)
    assert(options.do_match == false)
    show(items)
  end
  function pick.set_picker_query(query)
    source.match({}, {}, query)
  end
  function pick.start(options)
    source = options.source
    assert(type(source.show) == "function")
    show(source.items)
    vim.api.nvim_exec_autocmds("User", { pattern = "MiniPickStart" })
  end
  _G.MiniPick = pick
end

---@param name string of the picker
local function try(name)
  local chosen = require("glossator.pickers").chosen()
  t.check(name .. " is found where it is in use", chosen == name, chosen)

  shown = nil
  vim.cmd("Glossator topics stampede")
  t.wait(function()
    return shown
  end)
  local first = shown or { lines = {}, places = {} }
  t.check(name .. " shows topics of the name", (first.lines[1] or ""):find("ache stampede", 1, true), first)
  t.check(name .. " knows where they are", first.places[1] == "caching.md:3:4", first)
  local other = first.type and first.type("balancer") or { lines = {}, places = {} }
  t.check(name .. " asks the server for what is typed", (other.lines[1] or ""):find("alancer", 1, true), other)
  t.check(name .. " goes to another note", (other.places[1] or ""):find("^web/proxies.md:8:4"), other)

  shown = nil
  vim.cmd("Glossator glossary")
  t.wait(function()
    return shown
  end)
  local terms = table.concat((shown or { lines = {} }).lines, "\n")
  t.check(name .. " shows terms with what they mean", terms:find("reverse proxy.*takes requests"), terms)

  shown = nil
  vim.cmd("Glossator mentions load balancer")
  t.wait(function()
    return shown
  end)
  local mentions = shown or { lines = {}, places = {} }
  t.check(name .. " shows mentions", vim.list_contains(mentions.places, "diary.md:4:13"), mentions)
  t.check(name .. " shows the line around one", mentions.lines[1]:find("Behind it a load balancer", 1, true), mentions)

  shown = nil
  vim.cmd("Glossator! mentions load balancer")
  t.wait(function()
    return #vim.fn.getqflist() > 0
  end)
  t.check(name .. " is passed over by a bang", shown == nil and #vim.fn.getqflist() > 0, shown)
  t.tidy()
end

t.run(function()
  if not t.diary_at("reverse proxy") then
    return
  end
  local pickers = require("glossator.pickers")

  t.check("without another picker it is vim.ui.select", pickers.chosen() == "select", pickers.chosen())
  local offered = t.listen_to_select("reverse proxy")
  vim.cmd("Glossator glossary")
  t.wait(function()
    return t.place():find("^web/proxies.md") ~= nil
  end)
  t.check("vim.ui.select shows terms", (offered[1] or ""):find("cache stampede  (A cache", 1, true), offered)
  t.check("choosing one goes to its definition", t.place() == "web/proxies.md: ## What is a reverse proxy?", t.place())
  vim.cmd("Glossator mentions load balancer")
  t.wait(function()
    return #vim.fn.getqflist() > 0
  end)
  t.check("without another picker mentions are in the quickfix list", #vim.fn.getqflist() > 1, vim.fn.getqflist())
  t.tidy()

  local snacks = { config = { picker = { enabled = false } } }
  package.loaded["snacks"] = snacks
  t.check("snacks.nvim without its picker is no picker", pickers.chosen() == "select", pickers.chosen())
  double_snacks()
  try("snacks")
  package.loaded["snacks"] = nil
  double_fzf()
  try("fzf-lua")
  package.loaded["fzf-lua"] = nil
  double_mini()
  try("mini.pick")

  double_fzf()
  t.check("of two the first one in the list is taken", pickers.chosen() == "fzf-lua", pickers.chosen())
  require("glossator").setup({ picker = "mini.pick" })
  t.check("unless setup chose another", pickers.chosen() == "mini.pick", pickers.chosen())
  require("glossator").setup({ picker = "telescope" })
  t.check("one that is not installed is not taken", pickers.chosen() == "select", pickers.chosen())
  vim.cmd("checkhealth glossator")
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n")
  t.check(":checkhealth warns about it", report:find("WARNING.*telescope"), report)
  vim.cmd("silent! bwipeout")
  require("glossator").setup({ picker = "select" })
  t.check("setup can choose vim.ui.select", pickers.chosen() == "select", pickers.chosen())
end)
