# shellcheck shell=bash
# Checks by name: one line `PASS name (seconds)` or `FAIL name: why` each on standard output, and the count at the end.

PASSED=0
FAILED=0

# check NAME FUNCTION [ARGUMENT...]: FUNCTION succeeds or not; what it prints is the reason. Lines `note: ...` are printed in
# either case: measured numbers.
# It runs in a subshell with errexit, which bash ignores in a condition: hence the detour over the exit code.
check() {
    local name=$1 start output status
    shift
    start=$(date +%s%N)
    set +e
    output=$(set -e; "$@" 2>&1)
    status=$?
    set -e
    if [ $status -eq 0 ]; then
        PASSED=$((PASSED + 1))
        echo "PASS $name ($(seconds_since "$start") s)"
        printf '%s\n' "$output" | sed -n 's/^note: /    /p'
    else
        FAILED=$((FAILED + 1))
        echo "FAIL $name: exit $status"
        printf '%s\n' "$output" | tail -n 25 | cut -c1-600 | sed 's/^/    | /'
    fi
}

# summary: the last line, and the exit code of the script.
summary() {
    echo "$PASSED passed, $FAILED failed"
    [ $FAILED -eq 0 ] && [ $PASSED -gt 0 ]
}

# expect TEXT PATTERN...: every pattern, a fixed string, stands in the text.
expect() {
    local text=$1 pattern
    shift
    for pattern in "$@"; do
        if [[ $text != *"$pattern"* ]]; then
            printf 'expected "%s" in:\n%s\n' "$pattern" "$text"
            return 1
        fi
    done
}

# expect_none TEXT PATTERN...
expect_none() {
    local text=$1 pattern
    shift
    for pattern in "$@"; do
        if [[ $text == *"$pattern"* ]]; then
            printf 'not expected "%s" in:\n%s\n' "$pattern" "$text"
            return 1
        fi
    done
}

# within SECONDS COMMAND...: until it succeeds; then, or with its last output, ends.
within() {
    local deadline=$((SECONDS + $1)) output
    shift
    until output=$("$@" 2>&1); do
        [ $SECONDS -lt $deadline ] || { printf 'not within the time: %s\n%s\n' "$*" "$output"; return 1; }
        sleep 0.3
    done
}
