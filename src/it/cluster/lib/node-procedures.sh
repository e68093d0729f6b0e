# shellcheck shell=bash
# The procedures of docs/operations.md, each by the commands that stand there, in rows named after their heading.

# Every heading has its row: a procedure that is written down is one that was run.
every_heading_has_a_row() {
    local heading slug missing=()
    while read -r heading; do
        slug=$(tr '[:upper:]' '[:lower:]' <<<"$heading" | sed 's/[^a-z0-9]\+/-/g; s/-$//')
        awk -v slug="operations-$slug" '$3 == slug || index($3, slug ":") == 1 {found = 1} END {exit !found}' "$CLUSTER_SCRIPTS/rows" || missing+=("operations-$slug")
    done < <(sed -n 's/^## //p' "$PROJECT/docs/operations.md")
    [ ${#missing[@]} -eq 0 ] || { printf 'no row: %s\n' "${missing[@]}"; return 1; }
    echo "note: $(grep -c '^## ' "$PROJECT/docs/operations.md") headings"
}

after_install() {
    expect "$(cat "$STATE/notes")" 'kubectl delete validatingwebhookconfiguration plinth.plinth-system' 'In an emergency'
    # A base that this registry does not have: unavailable, which warns.
    expect "$(run_documented Install 'kubectl create deployment' 2>&1)" 'Warning:' 'python:3.12'
    expect "$(run_documented Install 'get pods')" plinth- Running
}
# One of its pods calls the webhook by its name: that takes a cluster with DNS, as the node that is started here has.
helm_test() {
    run_documented Install 'helm test' -- --timeout 120s | tee "$STATE/helm-test"
    expect "$(cat "$STATE/helm-test")" plinth-test-policy plinth-test-webhook Succeeded
    expect_none "$(cat "$STATE/helm-test")" Failed
    echo "note: $(grep -c Succeeded "$STATE/helm-test") pods succeeded: the policy in force is read, and the webhook called by its Service's name"
}

# The commands of the section, with the file that it names in the working folder.
the_policy() {
    local before
    cd "$STATE"
    rolled_out
    within 60 two_pods
    before=$(in_release get pods -l app.kubernetes.io/name=plinth -o name | sort)
    policy_of warn >policy.yaml
    plinth() { "${PROGRAM[@]}" "$@"; }
    run_documented 'The policy' 'plinth policy check'
    registries_here
    run_documented 'The policy' 'plinth scan' -- --registries "$STATE/registries.yaml" | tail -n 4
    run_documented 'The policy' 'helm upgrade' >/dev/null
    within 20 twenty_times allows_quietly
    policy_of enforce >policy.yaml
    run_documented 'The policy' 'helm upgrade' >/dev/null
    within 20 twenty_times refuses_quietly
    [ "$(in_release get pods -l app.kubernetes.io/name=plinth -o name | sort)" = "$before" ] || { echo 'pods were restarted'; return 1; }
    echo 'note: checked, scanned, warned, enforced; no pod restarted'
}
registries_here() { helm get values plinth -n "$RELEASE_NAMESPACE" -o json | jq -r .registries.document >"$STATE/registries.yaml"; }

renderings_are_equal() {
    values
    rendered -n "$RELEASE_NAMESPACE" "${VALUES[@]}" >"$STATE/once.yaml"
    rendered -n "$RELEASE_NAMESPACE" "${VALUES[@]}" >"$STATE/again.yaml"
    cmp "$STATE/once.yaml" "$STATE/again.yaml"
    echo "note: $(wc -l <"$STATE/once.yaml") lines, twice the same"
}
# rendered OPTION...: as a GitOps controller does, for this cluster's version
rendered() {
    helm template plinth "$CHART" --kube-version "$(kubectl version -o json | jq -r .serverVersion.gitVersion)" "$@"
}
# What a GitOps controller would change now: nothing, though the program has worked.
no_difference() {
    helm get manifest plinth -n "$RELEASE_NAMESPACE" >"$STATE/manifest.yaml"
    # The namespace is the release's: most documents name it.
    kubectl -n "$RELEASE_NAMESPACE" diff --server-side --force-conflicts --field-manager gitops -f "$STATE/manifest.yaml" >"$STATE/diff" || { cat "$STATE/diff"; return 1; }
    [ ! -s "$STATE/diff" ]
    echo "note: $(grep -c '^kind:' "$STATE/manifest.yaml") objects, no difference"
}

emergency_stop() {
    local start
    run_documented 'Emergency stop' 'kubectl delete'
    accepted dry_apply hard "$(with pod full "$FULL")"
    start=$(date +%s%N)
    run_documented 'Emergency stop' 'helm upgrade' >/dev/null
    within 40 refuses_quietly hard pod full "$FULL"
    echo "note: off by one command; on again and judging $(seconds_since "$start") s after helm upgrade began"
    [ "$(bundle | count_certificates)" -ge 1 ]
}
# The command of NOTES, as it stands there.
notes_stop() {
    local command
    command=$(helm get notes plinth -n "$RELEASE_NAMESPACE" | sed -n 's/^  \(kubectl delete validating.*\)/\1/p')
    echo "\$ $command"
    eval "$command"
    accepted dry_apply hard "$(with pod full "$FULL")"
    command=$(helm get notes plinth -n "$RELEASE_NAMESPACE" | sed -n "s|^  \(helm upgrade plinth\) <chart>|\1 $CHART|p")
    echo "\$ $command"
    eval "$command" >/dev/null
    within 40 refuses_quietly hard pod full "$FULL"
    echo "note: $command"
}

fails_without_replicas() {
    local text
    if text=$(rendered -n x --set webhook.failurePolicy=Fail,replicaCount=1 2>&1); then return 1; fi
    expect "$text" replicaCount
    if text=$(rendered -n x --set webhook.failurePolicy=Fail,podDisruptionBudget.enabled=false 2>&1); then return 1; fi
    expect "$text" podDisruptionBudget
    echo "note: $(grep -m1 Error: <<<"$text" | grep -o 'podDisruptionBudget.*' | cut -c1-150)"
}

# What was read is judged from the caches; what was not is unavailable, by its reason, and warned about; the operator sees why.
registry_down() {
    needs_own_node
    local text
    accepted dry_apply hard "$(with pod cached "$SLIM")"
    # By either replica: each has caches of its own.
    twenty_times refuses_quietly
    "$CLUSTER_SCRIPTS/registry" stop node
    refuses_quietly hard pod cached "$FULL" || { registry_up; return 1; }
    text=$(warned dry_apply hard "$(with pod uncached registry.test/shop/full-plain:1.0)") || { registry_up; echo "$text"; return 1; }
    registry_up
    expect "$text" unreachable
    expect "$(run_documented 'A registry is down, slow, or limits' 'kubectl')" unavailable
    plinth() { "${PROGRAM[@]}" "$@"; }
    printf 'apiVersion: plinth.dev/v1\nkind: RegistryConfig\nregistries: [{prefix: "%s", plainHttp: true, allowPrivateAddresses: true}]\n' "$PLINTH_IT_REGISTRY" \
        >"$STATE/doctor.yaml"
    plinth doctor "$PLINTH_IT_REGISTRY" --registries "$STATE/doctor.yaml" | tail -n 3
    within 30 refuses_quietly hard pod uncached registry.test/shop/full-plain:1.0
    echo "note: ${text:0:180}"
}
registry_up() {
    "$CLUSTER_SCRIPTS/registry" up node --inside "${PLINTH_IT_NETWORK:-plinth-it}" "${PLINTH_IT_REGISTRY%:*}" --port "${PLINTH_IT_REGISTRY##*:}" --storage main >/dev/null
}

# No Plinth answers, and the webhook fails closed: other pods are refused, and Plinth's own and the system's are not.
unreachable_webhook() {
    local text
    in_release scale deployment/plinth --replicas 0
    within 60 no_pods
    if text=$(kubectl -n hard apply --dry-run=server -f "$(with pod closed "$STATIC")" 2>&1); then echo "let in: $text"; return 1; fi
    expect "$text" 'failed calling webhook "workloads.plinth.dev"'
    system_namespaces
    # What changes no image needs nobody's leave: the cluster can be tidied and mended.
    accepted kubectl -n hard label deployment/slim tidied=yes --overwrite
    in_release scale deployment/plinth --replicas 2
    within 90 refuses_quietly hard pod closed "$FULL"
    rolled_out
    # As that section says, a dry run shows whether it is reached.
    expect "$(run_documented Install 'kubectl create deployment' 2>&1)" 'Warning:'
    echo "note: ${text:0:200}"
}
no_pods() { [ -z "$(in_release get pods -l app.kubernetes.io/name=plinth -o name)" ]; }
unreachable_but_ignored() {
    run_documented 'Emergency stop' 'helm upgrade' -- --set webhook.failurePolicy=Ignore >/dev/null
    in_release scale deployment/plinth --replicas 0
    within 60 no_pods
    accepted dry_apply hard "$(with pod open "$FULL")"
    in_release scale deployment/plinth --replicas 2
    within 90 refuses_quietly hard pod open "$FULL"
    run_documented 'Emergency stop' 'helm upgrade' -- --set webhook.failurePolicy=Fail >/dev/null
    rolled_out
}

# Not the API server: a judgement on what was sent, and nothing else.
stranger_calls() {
    needs_own_node
    local address review=$STATE/review.json
    address=$(addresses_of_release | cut -d' ' -f1)
    jq -n --arg image "$FULL" '{apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: {uid: "stranger", operation: "CREATE",
        kind: {group: "", version: "v1", kind: "Pod"}, resource: {group: "", version: "v1", resource: "pods"}, namespace: "hard", name: "x",
        userInfo: {username: "stranger"}, object: {apiVersion: "v1", kind: "Pod", metadata: {name: "x", namespace: "hard"},
        spec: {containers: [{name: "app", image: $image}]}}}}' >"$review"
    expect "$(call "$address" "@$review" /validate)" '"allowed":false' '"uid":"stranger"' '200'
    expect "$(call "$address" '{"no":"review"}' /validate)" 400
    expect_none "$(call "$address" '{"no":"review"}' /validate)" '"allowed":true'
    expect "$(call "$address" "@$review" /q/metrics)" 404
    echo 'note: a judgement for a review, 400 for anything else, 404 elsewhere'
}
call() { curl -sk --noproxy '*' --max-time 20 -w '\n%{http_code}' -H 'Content-Type: application/json' --data-binary "$2" "https://$1:8443$3"; }

report_is_read() {
    local forward text=''
    run_documented 'The report' 'port-forward' >"$STATE/forward" 2>&1 &
    forward=$!
    within 15 curl -fsS --noproxy '*' -o "$STATE/report.html" http://127.0.0.1:9000/report || { cat "$STATE/forward"; kill $forward; return 1; }
    kill $forward $(pgrep -P $forward) 2>/dev/null || true
    expect "$(cat "$STATE/report.html")" '<html' 'Plinth'
    if [ -n "${PLINTH_IT_CRI_SOCKET:-}" ]; then
        text=$(curl -s --noproxy '*' -o /dev/null -w '%{http_code}' "http://$(addresses_of_release | cut -d' ' -f1):9000/report")
        [[ $text == 40[34] ]] || { echo "an address that is not loopback got $text"; return 1; }
    fi
    echo "note: $(wc -c <"$STATE/report.html") bytes through port-forward, HTTP ${text:-?} without"
}

uninstall() {
    run_documented Uninstall 'helm uninstall' -- --timeout 120s
    in_release wait pods -l app.kubernetes.io/name=plinth --for delete --timeout 60s
    # A pod that is refused by nobody: the webhook configuration went with it.
    kubectl -n hard delete pod full --ignore-not-found
    accepts hard pod full "$FULL"
    local left
    # What the program itself made goes with the namespace: its certificate, and its Lease.
    left=$(in_release get secrets,configmaps,roles,rolebindings,services,serviceaccounts,pods,deployments,poddisruptionbudgets -o name |
        grep -Ev '^(configmap/kube-root-ca.crt|secret/plinth-certificate|serviceaccount/default)$' || true)
    [ -z "$left" ] || { printf 'left in the namespace of the release:\n%s\n' "$left"; return 1; }
    run_documented Uninstall 'kubectl delete namespace' -- --timeout 90s
    kubectl delete namespace "${MADE_NAMESPACES[@]}" --timeout 120s
    ! run_documented Uninstall 'kubectl get' | grep -v '^\$ ' || return 1
    within 30 nothing_new
    echo 'note: every object of the cluster compared with those of before: none is new'
}
