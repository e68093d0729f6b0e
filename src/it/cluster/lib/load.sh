# shellcheck shell=bash
# A steady load of admissions from a few curl processes, each posting one pod again and again as a dry run: judged like any other,
# and nothing is left in the cluster. The caller has set STATE; KUBECONFIG names the cluster.

# load_start NAME RATE NAMESPACE IMAGE: RATE a second, until load_stop; NAME's answers go to $STATE/load/NAME
load_start() {
    local name=$1 rate=$2 namespace=$3 image=$4 folder=$STATE/load server
    mkdir -p "$folder"
    credentials
    server=$(kubectl config view --raw --minify -o 'jsonpath={.clusters[0].cluster.server}')
    jq -n --arg image "$image" '{apiVersion: "v1", kind: "Pod", metadata: {generateName: "load-"},
        spec: {containers: [{name: "app", image: $image}]}}' >"$folder/$name.json"
    # The glob makes the transfers many, one at a time and at most RATE a second. Standard error, which is not buffered.
    launch "$folder" "$name" curl -sS --noproxy '*' --rate "$rate/s" --max-time 30 \
        --cacert "$folder/ca" --cert "$folder/cert" --key "$folder/key" -H 'Content-Type: application/json' \
        --data-binary "@$folder/$name.json" -o /dev/null -w '%{stderr}%{http_code} %{time_total}\n' \
        "$server/api/v1/namespaces/$namespace/pods?dryRun=All&fieldManager=load&turn=[1-100000]"
}

credentials() { # once: a lane that starts reads them while the next is made ready
    [ ! -f "$STATE/load/key" ] || return 0
    date -u +%FT%TZ >"$STATE/load/begun"
    local user='users[0].user' cluster='clusters[0].cluster'
    kubectl config view --raw --minify -o "jsonpath={.$cluster.certificate-authority-data}" | base64 -d >"$STATE/load/ca"
    kubectl config view --raw --minify -o "jsonpath={.$user.client-certificate-data}" | base64 -d >"$STATE/load/cert"
    kubectl config view --raw --minify -o "jsonpath={.$user.client-key-data}" | base64 -d >"$STATE/load/key"
    chmod 600 "$STATE/load/key"
}

load_stop() {
    stop_all "$STATE/load"
}

# load_answers NAME: lines `STATUS SECONDS`
load_answers() { grep -E '^[0-9]{3} ' "$STATE/load/log/$1.log" || true; }

# load_report NAME...: one line each
load_report() {
    local name
    for name in "$@"; do
        echo "note: $name: $(load_answers "$name" | awk '{count[$1]++; if ($2 > most) most = $2; total++}
            END {printf "%d admissions, slowest %.2f s;", total, most; for (status in count) printf " %d x %s", count[status], status}')"
    done
}

# load_failures: what the API server said of the admissions that failed
load_failures() {
    [ -n "${PLINTH_IT_AUDIT_LOG:-}" ] || return 0
    jq -r --arg begun "$(cat "$STATE/load/begun")" 'select(.stageTimestamp > $begun and .responseStatus.code == 500 and (.requestURI | contains("fieldManager=load")))
        | "\(.stageTimestamp) \(.responseStatus.message)"' "$PLINTH_IT_AUDIT_LOG" | tail -n 5 || true
}

# load_was NAME STATUS LEAST SLOWEST: at least LEAST admissions, all answered with STATUS, none slower than SLOWEST seconds
load_was() {
    load_answers "$1" | awk -v status="$2" -v least="$3" -v slowest="$4" '
        {total++; if ($1 != status) other[$1]++; if ($2 > slowest) late++}
        END {
            for (code in other) {printf "%d of %d admissions were answered %s, not %s\n", other[code], total, code, status; bad = 1}
            if (late) {printf "%d of %d took longer than %s s\n", late, total, slowest; bad = 1}
            if (total < least) {printf "only %d admissions\n", total; bad = 1}
            exit bad
        }' || return 1
    # What curl itself complains about: a refused or broken connection of the API server is a failure of the test bed.
    ! grep -E '^curl: ' "$STATE/load/log/$1.log" || return 1
}
