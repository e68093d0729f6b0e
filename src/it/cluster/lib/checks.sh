# shellcheck shell=bash
# Checks by name: one line `PASS name (seconds)` or `FAIL name: why` each on standard output, and the count at the end.
#
# With SUITE set, every check is a row of the file `rows`: those marked nightly run only when ROWS=all, and each leaves its outcome,
# seconds and evidence for ./report. A check that the file does not know fails, so that the report cannot silently lack one.

PASSED=0
FAILED=0
ROWS=${ROWS:-core}
PLINTH_IT_REPORT=${PLINTH_IT_REPORT:-$PROJECT/target/cluster-report}

# check NAME FUNCTION [ARGUMENT...]: FUNCTION succeeds or not; what it prints is the reason. Lines `note: ...` are printed in
# either case: measured numbers, and the row's evidence.
# It runs in a subshell with errexit, which bash ignores in a condition: hence the detour over the exit code.
check() {
    local name=$1 start output status when seconds
    shift
    when=$(row_when "$name")
    if [ "$when" = nightly ] && [ "$ROWS" != all ]; then return; fi
    start=$(date +%s%N)
    set +e
    output=$(set -e; "$@" 2>&1)
    status=$?
    set -e
    if [ "$when" = unknown ]; then
        status=1
        output="no row of $SUITE in the file rows is called $name"
    fi
    seconds=$(seconds_since "$start")
    if [ $status -eq 77 ]; then
        record "$name" 'not here' "$seconds" "$output"
        echo "LEFT $name: $(tail -n 1 <<<"$output")"
    elif [ $status -eq 0 ]; then
        PASSED=$((PASSED + 1))
        record "$name" pass "$seconds" "$output"
        echo "PASS $name ($seconds s)"
        printf '%s\n' "$output" | sed -n 's/^note: /    /p'
    else
        FAILED=$((FAILED + 1))
        record "$name" FAIL "$seconds" "exit $status: $(tail -n 3 <<<"$output")"
        echo "FAIL $name: exit $status"
        printf '%s\n' "$output" | head -n -25 | grep -E '^(not )?expected' | sed 's/^/    | /' || true
        printf '%s\n' "$output" | tail -n 25 | cut -c1-600 | sed 's/^/    | /'
    fi
}

# needs_own_node: what reaches behind the API server cannot be checked on a cluster that was given. Said, and never counted as passed.
needs_own_node() {
    [ -n "${PLINTH_IT_CRI_SOCKET:-}" ] || { echo 'only on the node that is started here'; exit 77; }
}

# row_when NAME: core, nightly or unknown; core for scripts that keep no rows.
row_when() {
    [ -n "${SUITE:-}" ] || { echo core; return; }
    awk -v suite="$SUITE" -v name="$1" '$1 !~ /^#/ && index(suite, $1) == 1 && $3 == name {print $2; found = 1; exit}
        END {if (!found) print "unknown"}' "$CLUSTER_SCRIPTS/rows"
}

# begin_rows: forgets what this suite reported before.
begin_rows() {
    mkdir -p "$PLINTH_IT_REPORT"
    : >"$PLINTH_IT_REPORT/$SUITE.tsv"
}

# record NAME OUTCOME SECONDS OUTPUT: the evidence is what the check noted, else the last that it printed.
record() {
    [ -n "${SUITE:-}" ] || return 0
    local evidence
    evidence=$(sed -n 's/^note: //p' <<<"$4" | paste -sd'|' | sed 's/|/; /g')
    [ -n "$evidence" ] || evidence=$(grep -Ev '^[[:space:]]*$' <<<"$4" | tail -n 1 || true)
    printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(tr -s '[:space:]' ' ' <<<"$evidence" | cut -c1-300)" >>"$PLINTH_IT_REPORT/$SUITE.tsv"
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
