# shellcheck shell=bash
# A namespace with 5,000 pods that run nowhere: the audit reads them all, while reviews go on and the memory limit holds.

MANY=5000
many_pods() {
    local start lane
    kubectl create namespace many
    within 20 kubectl -n many get serviceaccount default
    credentials
    start=$(date +%s%N)
    for lane in 1 2 3 4 5; do
        make_pods $lane $((MANY / 5)) &
    done
    wait
    local there
    there=$(kubectl get --raw '/api/v1/namespaces/many/pods?limit=1' | jq '(.items | length) + (.metadata.remainingItemCount // 0)')
    [ "$there" -eq $MANY ] || { echo "$there pods"; return 1; }
    echo "note: $MANY pods judged and made in $(seconds_since "$start") s"
}
make_pods() { # LANE COUNT: nobody schedules them
    local server
    server=$(kubectl config view --raw --minify -o 'jsonpath={.clusters[0].cluster.server}')
    jq -n --arg image "$SLIM" '{apiVersion: "v1", kind: "Pod", metadata: {generateName: "many-"}, spec: {schedulerName: "nobody", containers: [{name: "app", image: $image}]}}' \
        >"$STATE/load/many-$1.json"
    curl -sS --noproxy '*' --cacert "$STATE/load/ca" --cert "$STATE/load/cert" --key "$STATE/load/key" -H 'Content-Type: application/json' \
        --data-binary "@$STATE/load/many-$1.json" -o /dev/null "$server/api/v1/namespaces/many/pods?turn=[1-$2]"
}

# The next look reads them all: the report has them, reviews are answered meanwhile, and nothing was restarted for memory.
many_pods_audited() {
    within 150 audit_counts_many
    local pod restarts
    restarts=$(in_release get pods -l app.kubernetes.io/name=plinth -o json | jq '[.items[].status.containerStatuses[].restartCount] | add')
    twenty_times refuses_quietly
    for pod in $(pods_of_release); do
        echo "note: $pod $(metrics_of "$pod" | awk '/^process_resident|^jvm_memory_used_bytes\{area="heap"/ {sum += $NF} END {printf "heap %d MiB", sum / 1048576}')"
    done
    echo "note: $(audited) images of the namespace in the audit's metric; restarts so far $restarts"
    ! in_release get pods -o json | grep -q OOMKilled
}
audited() {
    local pod most=0 now
    for pod in $(pods_of_release); do
        now=$(metrics_of "$pod" | grep '^plinth_audit_images{' | grep 'namespace="many"' | awk '{sum += $NF} END {printf "%d", sum}')
        [ "${now:-0}" -le $most ] || most=$now
    done
    echo "$most"
}
audit_counts_many() { [ "$(audited)" -ge 1 ]; }

many_pods_go() {
    kubectl delete namespace many --wait=false
    within 180 gone_namespace many
}
gone_namespace() { ! kubectl get namespace "$1" 2>/dev/null; }
