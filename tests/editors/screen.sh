# shellcheck shell=bash disable=SC2034
# A terminal to test an editor in: it runs in a tmux of its own, keys are sent to it, and its screen is read.
# To be sourced. `screen_start` first; each screen that `sees` was told to keep is left in SCREENS as a text file.

# Gets tmux where it is missing. Returns 1 where that fails.
screen_ready() {
    command -v tmux >/dev/null && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo 'installing tmux, in which terminal sessions run' >&2
        apt-get -qq install -y --no-install-recommends tmux >/dev/null 2>&1 || true
    fi
    command -v tmux >/dev/null
}

# Starts a program in a terminal of 110 columns and 28 lines, in the current folder.
screen_start() { # SCREENS COMMAND...
    screens=$1
    shift
    mkdir -p "$screens"
    screen_session=glossator-$$-$RANDOM
    screen_failed=0
    unset TMUX
    trap 'in_tmux kill-server 2>/dev/null || true' EXIT
    in_tmux -f /dev/null new-session -d -x 110 -y 28 "$@"
    in_tmux set-option -s escape-time 0
}

in_tmux() { tmux -L "$screen_session" "$@"; }
keys() { in_tmux send-keys "$@"; }
screen() { in_tmux capture-pane -p 2>/dev/null || true; }

# Reports a claim that was found to hold or not by other means.
claim() { # STATUS CLAIM
    if [ "$1" -eq 0 ]; then
        echo "PASS $2"
    else
        screen_failed=1
        echo "FAIL $2"
    fi
}

# Waits until a line of the screen matches. Answers whether it did.
screen_matches() { # PATTERN [KEYS-TO-SEND-BEFORE-EACH-LOOK...]
    local pattern=$1 attempts=300
    shift
    while [ "$attempts" -gt 0 ]; do
        if screen | grep -qE -- "$pattern"; then
            return 0
        fi
        # A key may have come before the program was ready for it.
        if [ $# -gt 0 ] && [ $((attempts % 20)) -eq 0 ]; then
            keys "$@"
        fi
        attempts=$((attempts - 1))
        sleep 0.05
    done
    return 1
}

# Waits until no line of the screen matches any more: an editor takes Escape and the key behind it for one key if they come
# together, so the next key has to wait for what Escape does.
hides() { # PATTERN
    local attempts=100
    while [ "$attempts" -gt 0 ] && screen | grep -qE -- "$1"; do
        attempts=$((attempts - 1))
        sleep 0.05
    done
}

# Waits until a line of the screen matches, and keeps the screen under a name. With keys, these are sent until it does.
sees() { # PATTERN CLAIM NAME [KEYS...]
    local pattern=$1 claim=$2 name=$3
    shift 3
    if screen_matches "$pattern" "$@"; then
        screen >"$screens/$name.txt"
        echo "PASS $claim"
        return
    fi
    screen_failed=1
    echo "FAIL $claim"
    echo "  no line like \"$pattern\" on the screen:"
    screen | sed 's/^/  | /'
}
