# shellcheck shell=bash
# The release under test, installed and handled by the very commands of docs/operations.md. The caller has set STATE, CHART,
# PLINTH_IT_IMAGE and PLINTH_IT_REGISTRY.

RELEASE_NAMESPACE=plinth-system
MADE_NAMESPACES=(hard soft silent)

# documented HEADING WORD...: the commands (indented by four) below that heading of docs/operations.md which hold all of the words,
# with the chart's place put in.
documented() {
    local heading=$1 commands word
    shift
    commands=$(awk -v heading="## $heading" '
        /^## / {inside = $0 == heading}
        inside && /^    / {line = line substr($0, 5); if (sub(/\\$/, "", line)) next; print line; line = ""}' \
        "$PROJECT/docs/operations.md")
    for word in "$@"; do commands=$(grep -F -- "$word" <<<"$commands") || { echo "no such command: $heading: $*" >&2; return 1; }; done
    sed "s|charts/plinth|$CHART|" <<<"$commands"
}

# run_documented HEADING WORD... [-- FURTHER ARGUMENT...]: runs the one command that matches
run_documented() {
    local words=() command
    while [ $# -gt 0 ] && [ "$1" != -- ]; do words+=("$1"); shift; done
    [ $# -eq 0 ] || shift
    command=$(documented "${words[@]}") || return 1
    [ "$(wc -l <<<"$command")" -eq 1 ] || { printf 'more than one command:\n%s\n' "$command"; return 1; }
    echo "\$ $command"
    eval "$command \"\$@\""
}

# values: what a user keeps in a file. The audit looks often, so that the checks see what it does.
values() {
    policy_of enforce >"$STATE/policy.yaml"
    {
        cat <<END
image: {repository: "${PLINTH_IT_IMAGE%:*}", tag: "${PLINTH_IT_IMAGE##*:}"}
webhook: {failurePolicy: Fail}
resources: {requests: {cpu: 50m}}
audit: {interval: 1m}
registries:
  document: |
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
policy:
  document: |
END
        sed 's/^/    /' "$STATE/policy.yaml"
    } >"$STATE/values.yaml"
    VALUES=(-f "$STATE/values.yaml")
    local more
    read -ra more <<<"${PLINTH_IT_HELM_OPTIONS:-}"
    VALUES+=("${more[@]}")
}

make_namespaces() {
    local namespace
    for namespace in "${MADE_NAMESPACES[@]}"; do
        kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"
        within 20 kubectl -n "$namespace" get serviceaccount default
    done
}

install() {
    local start waited total
    start=$(date +%s%N)
    values
    run_documented Install 'helm install' -- --timeout 120s "${VALUES[@]}" >"$STATE/notes" || { cat "$STATE/notes"; why_not_ready; return 1; }
    waited=$(seconds_since "$start")
    make_namespaces
    within 30 refuses hard pod first "$FULL"
    total=$(seconds_since "$start")
    echo "note: helm install --wait $waited s, first judged pod after $total s, load average $(cut -d' ' -f1 /proc/loadavg)"
    echo "$total" >"$STATE/install-time"
}
installed_in_time() {
    local total most=${PLINTH_IT_INSTALL_SECONDS:-30}
    total=$(cat "$STATE/install-time")
    echo "note: $total s, at most $most s are allowed"
    [ "${total%.*}" -lt "$most" ]
}

in_release() { kubectl -n "$RELEASE_NAMESPACE" "$@"; }
pods_of_release() { in_release get pods -l app.kubernetes.io/name=plinth,app.kubernetes.io/instance=plinth --field-selector status.phase=Running -o 'jsonpath={.items[*].metadata.name}'; }
addresses_of_release() { in_release get pods -l app.kubernetes.io/name=plinth,app.kubernetes.io/instance=plinth --field-selector status.phase=Running -o 'jsonpath={.items[*].status.podIP}'; }
# metrics_of POD [NAMESPACE]
metrics_of() { kubectl get --raw "/api/v1/namespaces/${2:-$RELEASE_NAMESPACE}/pods/$1:9000/proxy/q/metrics"; }
# sum_of NAME: the sum over all series of a metric on standard input
sum_of() { awk -v name="$1" '$1 == name || index($1, name "{") == 1 {sum += $NF} END {printf "%d\n", sum}'; }

why_not_ready() {
    in_release get pods -o wide
    in_release get events --field-selector type=Warning -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' | sort -u | tail -5
    in_release logs -l app.kubernetes.io/name=plinth --tail 12 --prefix
}
rolled_out() { in_release rollout status deployment/plinth --timeout 90s; }
two_pods() { [ "$(in_release get pods -l app.kubernetes.io/name=plinth -o name | wc -l)" -eq 2 ]; }

edit_policy() { # DOCUMENT: as `kubectl edit` would
    in_release patch configmap plinth-policy --type merge -p "$(jq -n --arg text "$1"$'\n' '{data: {"policy.yaml": $text}}')"
}
# set_in_force MODE [LINE...]: the policy is edited, and every replica answers by it
set_in_force() {
    edit_policy "$(policy_of "$@")"
    case "$1" in
        enforce) within 20 twenty_times refuses_quietly ;;
        *) within 20 twenty_times allows_quietly ;;
    esac
}
# Both replicas answer in turn; one old answer in twenty would show.
twenty_times() {
    local turn
    for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        "$1" hard pod probe "$FULL" || { echo "turn $turn"; return 1; }
    done
}

# names_of_everything: all objects but those that come and go by themselves.
names_of_everything() {
    local kinds
    kinds=$(kubectl api-resources --verbs list -o name | grep -Ev '^(events|events.events.k8s.io|leases.coordination.k8s.io|componentstatuses|.*\.metrics\.k8s\.io)$' | paste -sd,)
    kubectl get "$kinds" -A -o json | jq -r '.items[] | "\(.kind) \(.metadata.namespace // "") \(.metadata.name)"' | sort -u
}
nothing_new() {
    names_of_everything >"$STATE/after"
    local new
    new=$(comm -13 "$STATE/before" "$STATE/after")
    [ -z "$new" ] || { printf 'left behind:\n%s\n' "$new"; return 1; }
}
