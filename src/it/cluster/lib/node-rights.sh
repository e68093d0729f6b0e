# shellcheck shell=bash
# Rights: by the API server's audit log, each one that the chart grants was used, and nothing was denied.

ACCOUNT=system:serviceaccount:plinth-system:plinth

# requests_of_plinth: its requests since the suite began
requests_of_plinth() {
    jq -c --arg begun "$(cat "$STATE/begun")" --arg account "$ACCOUNT" 'select(.stageTimestamp > $begun and .user.username == $account)' "$PLINTH_IT_AUDIT_LOG"
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
        | "\(.verb) \(.objectRef.apiGroup // "")/\(.objectRef.resource)"' | sort -u >"$STATE/used"
    in_release get role plinth -o json >"$STATE/role.json"
    kubectl get clusterrole plinth.plinth-system -o json >"$STATE/cluster-role.json"
    jq -r '.rules[] | . as $rule | .apiGroups[] as $group | .resources[] as $resource | .verbs[] | "\(.) \($group)/\($resource)"' \
        "$STATE/role.json" "$STATE/cluster-role.json" | sort -u >"$STATE/granted"
    local unused
    unused=$(comm -23 "$STATE/granted" "$STATE/used")
    [ -z "$unused" ] || { printf 'granted and never used:\n%s\n' "$unused"; return 1; }
    echo "note: $(wc -l <"$STATE/granted") rights granted, all used"
}
