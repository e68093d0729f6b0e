# shellcheck shell=bash
# What must hold while 20 admissions a second go on: upgrade, rollback, a killed replica. Half of the pods are good, half are not.

LANES=(good-1 good-2 bad-1 bad-2)

start_load() {
    rm -rf "$STATE/load"
    local lane=$((RATE / 4))
    load_start good-1 $lane hard "$SLIM"
    load_start good-2 $lane hard "$STATIC"
    load_start bad-1 $lane hard "$FULL"
    load_start bad-2 $lane hard "$FULL"
    sleep 3
}

# judge_load SLOWEST: good pods are let in, bad ones refused, nothing else
judge_load() {
    load_stop
    load_summary
    local outcome=0
    load_was good-1 201 20 "$1" || outcome=1
    load_was good-2 201 20 "$1" || outcome=1
    load_was bad-1 403 20 "$1" || outcome=1
    load_was bad-2 403 20 "$1" || outcome=1
    if [ $outcome -ne 0 ]; then
        load_report "${LANES[@]}"
        load_failures
    fi
    return $outcome
}

# load_summary: one line over all lanes
load_summary() {
    local lane
    for lane in "${LANES[@]}"; do load_answers "$lane"; done | awk '{count[$1]++; times[NR] = $2; if ($2 > most) most = $2}
        END {
            printf "note: %d admissions, slowest %.2f s:", NR, most
            for (code in count) printf " %d x %s", count[code], code
            print ""
        }'
}

# under_load FUNCTION: what it does loses no admission
under_load() {
    start_load
    "$1" || { load_stop; why_not_ready; return 1; }
    # The old replicas still answer for a while; how they go is half of the question.
    within 90 two_pods || { load_stop; return 1; }
    sleep 2
    judge_load 10
}

upgrade() { run_documented 'Upgrade and rollback' 'helm upgrade' -- --timeout 180s --set podAnnotations.turn=second; }
rollback() { run_documented 'Upgrade and rollback' 'helm rollback' -- --timeout 180s; }

# With `Fail`, the API server answers 500 for a review that died with its replica, and for those that it sends to the dead address
# until the endpoint is gone. It gives up after the webhook's timeout of 10 s, and is not measured to the millisecond. It asks no other replica, and nothing behind it can make it: so these are counted and must be few
# and over soon; a wrong verdict, or a late one, must never be.
killed_under_load() {
    rolled_out
    start_load
    local moment
    kill_the_busy_one || { load_stop; return 1; }
    moment=$(date +%s.%N)
    sleep 10
    load_stop
    load_summary
    local lane outcome=0
    for lane in good-1:201 good-2:201 bad-1:403 bad-2:403; do
        load_answers "${lane%:*}" | awk -v right="${lane#*:}" -v lane="$lane" '
            $1 != right && $1 != 500 {print "wrong answer:", lane, $0; bad = 1}
            $1 == right {good++}
            $2 > 10.5 {print "late:", lane, $0; bad = 1}
            END {exit bad || good < 20}' || outcome=1
    done
    [ -z "${PLINTH_IT_AUDIT_LOG:-}" ] || died_with_the_replica "$moment" || outcome=1
    return $outcome
}

# died_with_the_replica MOMENT: every 500 says that the webhook could not be called, and came within 5 s of the kill
died_with_the_replica() {
    sleep 1
    failed_calls | jq -rs --argjson moment "$1" '
        [.[] | {message, after: ((.at | sub("\\.[0-9]+Z$"; "Z") | fromdate) - $moment)}]
        | "note: \(length) of them failed with the replica (HTTP 500), the last about \([.[].after] | max // 0 | if . < 0.5 then 0 else round end) s after the kill",
          (.[] | select((.message | contains("failed calling webhook") | not) or .after > 5) | "unexpected: \(.)")' >"$STATE/failed-calls"
    cat "$STATE/failed-calls"
    ! grep -q '^unexpected' "$STATE/failed-calls"
}
failed_calls() {
    jq -c --arg begun "$(cat "$STATE/load/begun")" 'select(.stageTimestamp > $begun and .responseStatus.code == 500 and (.requestURI | contains("fieldManager=load")))
        | {at: .stageTimestamp, message: .responseStatus.message}' "$PLINTH_IT_AUDIT_LOG"
}

# The API server keeps one connection, to one replica: the death of the other would prove nothing.
kill_the_busy_one() {
    local pod most=-1 busy='' before after gain
    local -A first=()
    for pod in $(pods_of_release); do first[$pod]=$(metrics_of "$pod" | sum_of plinth_admission_reviews_total); done
    sleep 2
    for pod in "${!first[@]}"; do
        before=${first[$pod]}
        after=$(metrics_of "$pod" | sum_of plinth_admission_reviews_total)
        gain=$((after - before))
        echo "$pod answered $gain reviews in 2 s"
        if [ $gain -gt $most ]; then most=$gain; busy=$pod; fi
    done
    [ -n "$busy" ] || { echo 'no replica runs'; return 1; }
    kill_replica "$busy"
}

# kill_replica POD: SIGKILL to its Java process where the node is ours, else the hardest that the API has.
kill_replica() {
    local container pid
    if [ -z "${PLINTH_IT_CRI_SOCKET:-}" ]; then
        in_release delete pod "$1" --grace-period 0 --force
        return
    fi
    container=$(in_release get pod "$1" -o 'jsonpath={.status.containerStatuses[0].containerID}')
    pid=$(ctr -a "$PLINTH_IT_CRI_SOCKET" -n k8s.io tasks ls | awk -v id="${container#containerd://}" '$1 == id {print $2}')
    echo "killing $1, process $pid"
    kill -KILL "$pid"
}
