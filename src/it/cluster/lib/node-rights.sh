# shellcheck shell=bash
# Rights: by the API server's audit log, each one that the chart grants was used, and nothing was denied.

ACCOUNT=system:serviceaccount:plinth-system:plinth

# requests_of_plinth: its requests since the suite began
requests_of_plinth() {
    jq -c --arg begun "$(cat "$STATE/begun")" --arg account "$ACCOUNT" 'select(.stageTimestamp > $begun and .user.username == $account)' "$PLINTH_IT_AUDIT_LOG"
}

# Findings stand as Events on the Deployment; said again after five minutes, they are counted on the same Event.
FINDINGS=(one two three four five six seven eight)
make_findings() {
    local name
    for name in "${FINDINGS[@]}"; do
        kubectl -n soft delete deployment "finding-$name" --ignore-not-found --wait=true
        set_of Deployment "finding-$name" "$FULL" | sed "s/app: it/app: finding-$name/g; s/replicas: 1/replicas: 0/" | kubectl -n soft create -f -
    done
}
findings_are_events() {
    make_findings
    within 30 findings_told 8 1
    tell_every_replica
    date +%s >"$STATE/findings-told"
    kubectl -n soft get events --field-selector involvedObject.name=finding-one -o json | jq -r '.items[0] | "note: \(.type) \(.reason): \(.message)"' | cut -c1-200
}
findings_told() { # DEPLOYMENTS COUNT: so many have an Event of Plinth with at least this count
    kubectl -n soft get events -o json | jq -e --argjson least "$1" --argjson count "$2" '[.items[]
        | select(.source.component == "plinth" and (.involvedObject.name | startswith("finding-")) and .count >= $count) | .involvedObject.name] | unique | length >= $least'
}
# Each replica remembers what it said itself, and which one an API server asks is nobody's choice: each is told twice, by hand where the node is ours.
findings_are_counted() {
    local wait=$((310 - $(date +%s) + $(cat "$STATE/findings-told")))
    [ $wait -le 0 ] || sleep $wait
    make_findings
    tell_every_replica
    within 40 findings_told 1 2
    echo 'note: the same finding after five minutes: counted on its Event'
}
tell_every_replica() {
    [ -n "${PLINTH_IT_CRI_SOCKET:-}" ] || return 0
    local address
    kubectl -n soft get deployment finding-one -o json | jq '{apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: {uid: "told",
        operation: "CREATE", kind: {group: "apps", version: "v1", kind: "Deployment"}, resource: {group: "apps", version: "v1", resource: "deployments"},
        namespace: "soft", name: "finding-one", userInfo: {username: "admin"}, object: .}}' >"$STATE/told.json"
    for address in $(addresses_of_release); do
        expect "$(call "$address" "@$STATE/told.json" '/validate?timeout=10s')" '"verdict":"warned"'
    done
}

nothing_denied() {
    needs_own_node
    local denied count
    requests_of_plinth >"$STATE/requests.json"
    count=$(wc -l <"$STATE/requests.json")
    [ "$count" -gt 0 ] || { echo 'no request of Plinth in the audit log'; return 1; }
    denied=$(jq -r 'select(.annotations["authorization.k8s.io/decision"] == "forbid") | "\(.verb) \(.requestURI)"' "$STATE/requests.json" | sort | uniq -c)
    [ -z "$denied" ] || { printf 'denied to Plinth:\n%s\n' "$denied"; return 1; }
    echo "note: $count requests of Plinth, none denied"
}

every_grant_used() {
    needs_own_node
    requests_of_plinth | jq -r 'select(.objectRef != null and .annotations["authorization.k8s.io/decision"] == "allow")
        | "\(.verb) \(.objectRef.apiGroup // "")/\(.objectRef.resource)"' | LC_ALL=C sort -u >"$STATE/used"
    in_release get role plinth -o json >"$STATE/role.json"
    kubectl get clusterrole plinth.plinth-system -o json >"$STATE/cluster-role.json"
    jq -r '.rules[] | . as $rule | .apiGroups[] as $group | .resources[] as $resource | .verbs[] | "\(.) \($group)/\($resource)"' \
        "$STATE/role.json" "$STATE/cluster-role.json" | LC_ALL=C sort -u >"$STATE/granted"
    local unused
    unused=$(LC_ALL=C comm -23 "$STATE/granted" "$STATE/used")
    [ -z "$unused" ] || { printf 'granted and never used:\n%s\n' "$unused"; return 1; }
    echo "note: $(wc -l <"$STATE/granted") rights granted, all used"
}
