# shellcheck shell=bash
# Processes that outlive the script which starts them, and are stopped by their own PID and nothing else.
#
# A state folder holds pids/NAME ("PID START"), log/NAME.log and `order`, the names in the order of their start. START is the
# kernel's start time of the process: a PID that was given to another program in the meantime is never signalled.

# started_at PID: the start time, or nothing for a process that is gone or a zombie.
started_at() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    stat=${stat##*) } # the command name, which may hold blanks, ends at the last parenthesis
    local -a field
    read -ra field <<<"$stat"
    [ "${field[0]}" != Z ] || return 1
    echo "${field[19]}"
}

# pid_of STATE NAME: the PID, if that very process still runs.
pid_of() {
    local pid start
    read -r pid start 2>/dev/null <"$1/pids/$2" || return 1
    [ "$(started_at "$pid")" = "$start" ] || return 1
    echo "$pid"
}

running() { pid_of "$1" "$2" >/dev/null; }

# launch STATE NAME PROGRAM [ARGUMENT...]: nothing happens when it runs already.
launch() {
    local state=$1 name=$2
    shift 2
    mkdir -p "$state/pids" "$state/log"
    if running "$state" "$name"; then return; fi
    # A program, never a function: its PID must be $!, and setsid then executes in place.
    setsid "$@" </dev/null >"$state/log/$name.log" 2>&1 &
    local pid=$! start
    start=$(started_at "$pid") || start=gone
    echo "$pid $start" >"$state/pids/$name"
    echo "$name" >>"$state/order"
}

# await STATE NAME SECONDS COMMAND...: until COMMAND succeeds; fails at once when the process has ended.
await() {
    local state=$1 name=$2 deadline=$((SECONDS + $3))
    shift 3
    until "$@" >/dev/null 2>&1; do
        if ! running "$state" "$name"; then
            say "$name has ended"
        elif [ $SECONDS -ge $deadline ]; then
            say "$name is not ready in time"
        else
            sleep 0.2
            continue
        fi
        last_lines "$state" "$name"
        return 1
    done
}

last_lines() {
    say "last lines of $1/log/$2.log:"
    tail -n "${3:-25}" "$1/log/$2.log" 2>/dev/null | cut -c1-400 | sed 's/^/    /' >&2
}

# stop STATE NAME [SECONDS]: TERM, and KILL when that was not enough.
stop() {
    local state=$1 name=$2 deadline=$((SECONDS + ${3:-10})) pid
    if pid=$(pid_of "$state" "$name"); then
        kill -TERM "$pid" 2>/dev/null || true
        while running "$state" "$name"; do
            if [ $SECONDS -ge $deadline ]; then
                say "$name does not end; killing it"
                kill -KILL "$pid" 2>/dev/null || true
            fi
            sleep 0.1
        done
    fi
    rm -f "$state/pids/$name"
}

# stop_all STATE: in the reverse order of their start.
stop_all() {
    local state=$1 name
    [ -f "$state/order" ] || return 0
    while read -r name; do stop "$state" "$name"; done < <(tac "$state/order")
    rm -f "$state/order"
}

# free_port: one that nobody listens on, below the range from which the kernel takes its own.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# port_of STATE NAME [WANTED]: the same answer for as long as the state folder lives.
port_of() {
    mkdir -p "$1/ports"
    [ -n "${3:-}" ] && echo "$3" >"$1/ports/$2"
    [ -f "$1/ports/$2" ] || free_port >"$1/ports/$2"
    cat "$1/ports/$2"
}

# keep FILE: standard input into FILE, which is not touched when it says the same already: some programs end, or read
# everything anew, when their configuration is written.
keep() {
    local text
    text=$(cat)
    [ "$(cat "$1" 2>/dev/null)" = "$text" ] || printf '%s\n' "$text" >"$1"
}
