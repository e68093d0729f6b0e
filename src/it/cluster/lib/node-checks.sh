# shellcheck shell=bash
# What check-node looks at, in this order. The caller has set STATE, CHART, RATE, PLINTH_IT_IMAGE and PLINTH_IT_REGISTRY.

run_checks() {
    names_of_everything >"$STATE/before"
    date -u +%FT%TZ >"$STATE/begun"
    check install install
    if [ "$FAILED" -gt 0 ]; then
        echo 'Plinth is not installed; nothing else can be checked'
        return
    fi
    check install-to-the-first-judged-pod-in-time installed_in_time
    check full-pod-is-refused refuses hard pod full "$FULL"
    check slim-deployment-runs slim_deployment_runs
    check warning-in-a-warn-namespace soft_is_warned
    check set-image-to-full-is-refused refused kubectl -n hard set image deployment/slim "app=$FULL"
    check ephemeral-container-is-refused ephemeral_refused
    check bad-policy-edit-is-refused bad_edit_refused
    check policy-edit-reaches-every-replica edit_reaches_all
    check own-and-system-namespaces-are-not-judged system_namespaces
    check upgrade-under-load-loses-no-admission under_load upgrade
    check rollback-under-load-loses-no-admission under_load rollback
    check killed-replica-under-load-gives-no-wrong-answer killed_under_load
    check pods-come-back-after-the-kill rolled_out
    check metrics-are-served metrics_served
    check no-right-was-missing no_right_missing
    check uninstall-leaves-nothing-behind uninstall
}

# Twice the same text but for the policy: what a user sets.
values() {
    policy_of enforce >"$STATE/policy.yaml"
    cat >"$STATE/registries.yaml" <<END
apiVersion: plinth.dev/v1
kind: RegistryConfig
registries:
  - prefix: registry.test
    mirrors: [{location: "$PLINTH_IT_REGISTRY", plainHttp: true, allowPrivateAddresses: true}]
    only: true
  - prefix: docker.io
    mirrors: [{location: "$PLINTH_IT_REGISTRY/hub", plainHttp: true, allowPrivateAddresses: true}]
    only: true
cache: {tags: 30s, failures: 1s}
END
    VALUES=(--set "image.repository=${PLINTH_IT_IMAGE%:*},image.tag=${PLINTH_IT_IMAGE##*:}"
        --set-file "policy.document=$STATE/policy.yaml" --set-file "registries.document=$STATE/registries.yaml"
        --set webhook.failurePolicy=Fail --set resources.requests.cpu=50m)
    local more
    read -ra more <<<"${PLINTH_IT_HELM_OPTIONS:-}"
    VALUES+=("${more[@]}")
}

install() {
    local start
    start=$(date +%s%N)
    values
    helm install plinth "$CHART" -n plinth --create-namespace --wait --timeout 120s "${VALUES[@]}" || { why_not_ready; return 1; }
    local waited
    waited=$(seconds_since "$start")
    local namespace
    for namespace in hard soft silent; do
        kubectl create namespace $namespace
        within 20 kubectl -n $namespace get serviceaccount default
    done
    within 30 refuses hard pod first "$FULL"
    local total
    total=$(seconds_since "$start")
    echo "note: helm install --wait $waited s, first judged pod after $total s, load average $(cut -d' ' -f1 /proc/loadavg)"
    echo "$total" >"$STATE/install-time"
}
installed_in_time() {
    local total
    total=$(cat "$STATE/install-time")
    [ "${total%.*}" -lt "${PLINTH_IT_INSTALL_SECONDS:-30}" ] || { echo "$total s"; return 1; }
}

why_not_ready() {
    kubectl -n plinth get pods -o wide
    kubectl -n plinth get events --field-selector type=Warning -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' | sort -u | tail -5
    kubectl -n plinth logs -l app.kubernetes.io/name=plinth --tail 12 --prefix
}

slim_deployment_runs() {
    accepts hard set_of Deployment slim "$SLIM"
    kubectl -n hard rollout status deployment/slim --timeout 60s
}
soft_is_warned() {
    local text
    text=$(warns soft pod full "$FULL") || { echo "$text"; return 1; }
    expect "$text" no-full-bases
}
ephemeral_refused() {
    refused kubectl -n hard debug "$(kubectl -n hard get pod -l app=it -o name | head -n 1)" --image "$FULL" --attach=false --profile general
}
edit_policy() { # DOCUMENT: as `kubectl edit` would
    kubectl -n plinth patch configmap plinth-policy --type merge -p "$(jq -n --arg text "$1" '{data: {"policy.yaml": $text}}')"
}
bad_edit_refused() {
    local text
    if text=$(edit_policy "$(policy_of nonsense)" 2>&1); then
        echo "went through: $text"
        return 1
    fi
    expect "$text" policy.plinth.dev 'mode: must be one of enforce, warn, audit'
}
edit_reaches_all() {
    edit_policy "$(policy_of warn)"
    # Both replicas answer in turn; one old answer in twenty would show.
    within 20 twenty_times allows_quietly
    edit_policy "$(policy_of enforce)"
    within 20 twenty_times refuses_quietly
}
twenty_times() {
    local turn
    for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        "$1" hard pod probe "$FULL" || { echo "turn $turn"; return 1; }
    done
}
system_namespaces() {
    local namespace
    for namespace in kube-system plinth; do accepted dry_apply $namespace "$(with pod full "$FULL")" || return 1; done
}

rolled_out() { kubectl -n plinth rollout status deployment/plinth --timeout 90s; }

start_load() {
    rm -rf "$STATE/load"
    local half=$((RATE / 4))
    load_start good-1 $half hard "$SLIM"
    load_start good-2 $half hard "$STATIC"
    load_start bad-1 $half hard "$FULL"
    load_start bad-2 $half hard "$FULL"
    sleep 3
}

# judge_load SLOWEST: good pods are let in, bad ones refused, nothing else
judge_load() {
    load_stop
    load_report good-1 good-2 bad-1 bad-2
    local outcome=0
    load_was good-1 201 20 "$1" || outcome=1
    load_was good-2 201 20 "$1" || outcome=1
    load_was bad-1 403 20 "$1" || outcome=1
    load_was bad-2 403 20 "$1" || outcome=1
    [ $outcome -eq 0 ] || load_failures
    return $outcome
}

under_load() {
    start_load
    "$1" || { load_stop; why_not_ready; return 1; }
    # The old replicas still answer for a while; how they go is half of the question.
    within 90 two_pods || { load_stop; return 1; }
    sleep 2
    judge_load 10
}
two_pods() { [ "$(kubectl -n plinth get pods -l app.kubernetes.io/name=plinth -o name | wc -l)" -eq 2 ]; }
upgrade() {
    values
    helm upgrade plinth "$CHART" -n plinth --wait --timeout 180s "${VALUES[@]}" --set podAnnotations.turn=second
}
rollback() { helm rollback plinth -n plinth --wait --timeout 180s; }

killed_under_load() {
    rolled_out
    start_load
    kill_one || { load_stop; return 1; }
    sleep 10
    load_stop
    load_report good-1 good-2 bad-1 bad-2
    local lane code outcome=0
    # A review that died with its replica may have failed (500, said to the client); it must never be answered wrongly or late.
    for lane in good-1:403 good-2:403 bad-1:201 bad-2:201; do
        code=${lane#*:}
        ! load_answers "${lane%:*}" | grep "^$code " || { echo "wrong answers: $lane"; outcome=1; }
        load_answers "${lane%:*}" | awk '$2 > 10 {print "late:", $0; late = 1} END {exit late}' || outcome=1
    done
    load_answers good-1 | grep -q '^201 ' && load_answers bad-1 | grep -q '^403 ' || outcome=1
    return $outcome
}

# kill_one: SIGKILL to the Java process of one replica where the node is ours, else the hardest that the API has.
kill_one() {
    local pod container pid
    pod=$(kubectl -n plinth get pods -l app.kubernetes.io/name=plinth -o 'jsonpath={.items[0].metadata.name}')
    if [ -z "${PLINTH_IT_CRI_SOCKET:-}" ]; then
        kubectl -n plinth delete pod "$pod" --grace-period 0 --force
        return
    fi
    container=$(kubectl -n plinth get pod "$pod" -o 'jsonpath={.status.containerStatuses[0].containerID}')
    pid=$(ctr -a "$PLINTH_IT_CRI_SOCKET" -n k8s.io tasks ls | awk -v id="${container#containerd://}" '$1 == id {print $2}')
    echo "killing $pod, process $pid"
    kill -KILL "$pid"
}

metrics_served() {
    local pod
    pod=$(kubectl -n plinth get pods -l app.kubernetes.io/name=plinth -o 'jsonpath={.items[0].metadata.name}')
    expect "$(kubectl get --raw "/api/v1/namespaces/plinth/pods/$pod:9000/proxy/q/metrics")" plinth_policy_rules
}

no_right_missing() {
    [ -n "${PLINTH_IT_AUDIT_LOG:-}" ] || return 0
    local denied
    denied=$(jq -r --arg begun "$(cat "$STATE/begun")" 'select(.stageTimestamp > $begun and .user.username == "system:serviceaccount:plinth:plinth"
        and .annotations["authorization.k8s.io/decision"] == "forbid")
        | "\(.verb) \(.requestURI)"' "$PLINTH_IT_AUDIT_LOG" | sort | uniq -c)
    [ -z "$denied" ] || { printf 'denied to Plinth:\n%s\n' "$denied"; return 1; }
    [ -n "$(jq -r 'select(.user.username == "system:serviceaccount:plinth:plinth") | .verb' "$PLINTH_IT_AUDIT_LOG")" ] ||
        { echo 'no request of Plinth in the audit log'; return 1; }
}

# names_of_everything: all objects but those that come and go by themselves.
names_of_everything() {
    local kinds
    kinds=$(kubectl api-resources --verbs list -o name | grep -Ev '^(events|events.events.k8s.io|leases.coordination.k8s.io|componentstatuses|.*\.metrics\.k8s\.io)$' | paste -sd,)
    kubectl get "$kinds" -A -o json | jq -r '.items[] | "\(.kind) \(.metadata.namespace // "") \(.metadata.name)"' | sort -u
}

uninstall() {
    helm uninstall plinth -n plinth --wait --timeout 120s
    kubectl -n plinth wait pods -l app.kubernetes.io/name=plinth --for delete --timeout 60s
    # A pod that is refused by nobody: the webhook configuration went with it.
    kubectl -n hard delete pod full --ignore-not-found
    accepts hard pod full "$FULL"
    kubectl delete namespace hard soft silent --timeout 90s
    local left
    # What the program itself made goes with the namespace, as docs/operations.md says: its certificate, and its Lease.
    left=$(kubectl get secrets,configmaps,roles,rolebindings,services,serviceaccounts,pods,deployments,poddisruptionbudgets -n plinth -o name |
        grep -Ev '^(configmap/kube-root-ca.crt|secret/plinth-certificate|serviceaccount/default)$' || true)
    [ -z "$left" ] || { printf 'left in the namespace of the release:\n%s\n' "$left"; return 1; }
    kubectl delete namespace plinth --timeout 90s
    within 30 nothing_new
}
nothing_new() {
    names_of_everything >"$STATE/after"
    local new
    new=$(comm -13 "$STATE/before" "$STATE/after")
    [ -z "$new" ] || { printf 'left behind:\n%s\n' "$new"; return 1; }
}
