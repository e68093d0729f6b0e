# shellcheck shell=bash
# The runbook's steps, as docs/runbook.md has them, while their alerts fire. No pod of Plinth runs here: where a step reads a pod's
# log or forwards its port, the same is done with the program that runs beside the API server, and the rest of the line stays.

# steps: HEADING, a tab, the command: every line that is indented by four, and what stands in the text as code and can be run.
steps() {
    awk '
        /^## / {heading = substr($0, 4)}
        /^    / {line = line substr($0, 5); if (sub(/\\$/, "", line)) next; print heading "\t" line; line = ""; next}
        {
            text = $0
            while (match(text, /`[^`]*`/)) {
                code = substr(text, RSTART + 1, RLENGTH - 2)
                text = substr(text, RSTART + RLENGTH)
                if (code ~ /^(kubectl|helm|plinth|curl|sum) /) print heading "\t" code
            }
        }' "$PROJECT/docs/runbook.md"
}

# What cannot be run without a node, and where it is run instead or why not.
not_here() {
    cat <<'END_OF_LIST'
helm upgrade	by check-node, as docs/operations.md has it
helm test	by check-node
helm rollback	by check-node
kubectl top	needs the metrics server
delete pod NAME	restarts a pod of a Deployment
describe certificate	needs cert-manager
END_OF_LIST
}

plinth() { "${PROGRAM[@]}" "$@"; }

# step HEADING WORD [ARGUMENT...]: runs the one command below the heading that holds the word
step() {
    local heading=$1 word=$2 command
    shift 2
    command=$(steps | awk -F'\t' -v heading="$heading" '$1 == heading {print $2}' | grep -F -- "$word") || { echo "no such step: $heading: $word"; return 1; }
    [ "$(wc -l <<<"$command")" -eq 1 ] || { printf 'more than one step:\n%s\n' "$command"; return 1; }
    printf '%s\t%s\n' "$heading" "$command" >>"$STATE/tried"
    echo "\$ $command"
    (
        cd "$STATE/steps" || exit
        case "$command" in
            sum\ *) query "$command" ;;
            *) eval "$(here "$command") $*" ;;
        esac
    )
}
here() {
    sed -E -e "s#kubectl -n plinth-system logs (-l|deployment/plinth)[^|]*#cat '$STATE/log/plinth.log' '$STATE/log/behind.log' #" \
        -e "s#kubectl -n plinth-system port-forward deployment/plinth 9000 & curl -s localhost:9000#curl -s --noproxy '*' $(management)#" \
        -e 's#plinth\.plinth-system#plinth-checks#;' -e "s#REGISTRY\$#$REGISTRY#; s#REFERENCE\$#$REGISTRY/plinth/catalogue:1#" <<<"$1"
}

slow_or_unavailable() {
    mkdir -p "$STATE/steps"
    printf 'apiVersion: plinth.dev/v1\nkind: RegistryConfig\nregistries: [{prefix: "%s", plainHttp: true, allowPrivateAddresses: true}]\n' "$REGISTRY" >"$STATE/own.yaml"
    expect "$(step PlinthWebhookSlow 'plinth doctor' --registries "$STATE/own.yaml")" "$REGISTRY" 'speaks the distribution API'
    # By the registry that was asked: a mirror's own address.
    expect "$(step PlinthImagesUnavailable 'sum by')" "\"rate-limited\",\"registry\":\"127.0.0.1:$(port_of "$STATE" limiting)\"" \
        "\"unreachable\",\"registry\":\"127.0.0.1:$(port_of "$STATE" down)\"" "\"timed-out\",\"registry\":\"slow.test\"" "\"not-found\",\"registry\":\"$REGISTRY\""
    expect "$(step PlinthWebhookErrors 'sum by')" '"verdict":"invalid"'
    expect "$(step PlinthWebhookErrors logs)" '"level":"ERROR"'
}
replicas_and_certificates() {
    expect "$(step PlinthReplicasDisagree resourceVersion | tail -n 1 | grep -E '^[0-9]+$')" ''
    expect "$(step PlinthReplicasDisagree logs)" 'policy' "$STATE/behind/policy.yaml"
    kubectl -n "$PLINTH_NAMESPACE" create secret tls plinth-certificate --cert "$STATE/keys/plinth.crt" --key "$STATE/keys/plinth.key"
    expect "$(step PlinthCertificateExpiring openssl)" notAfter= "IP Address:$WEBHOOK_HOST"
    expect "$(step PlinthCertificateExpiring logs)" "the key is not the certificate's"
    expect "$(step PlinthCertificateRefused 'jq keys')" tls.crt tls.key
}
the_policy() {
    local text
    kubectl delete validatingwebhookconfiguration plinth-checks
    policy_of nonsense | set_policy
    within 20 said_on_the_map
    text=$(step PlinthPolicyInvalid 'policy check' 2>&1) && { echo "valid: $text"; return 1; }
    expect "$text" 'policy.yaml' 'line 3' 'mode'
    policy | set_policy
    register
}
said_on_the_map() { expect "$(step PlinthPolicyInvalid 'get events')" mode Warning; }
the_catalogue() {
    export XDG_CACHE_HOME=$STATE/steps/cache
    expect "$(step PlinthCatalogueStale 'catalog update' docker.io/library/debian:bookworm --registries "$STATE/registries.yaml")" '0 failed' 'builds known'
    expect "$(step PlinthCatalogueStale 'catalog push' --registries "$STATE/own.yaml")" sha256:
}
nobody_answers() {
    step PlinthAbsent 'get pods'
    step PlinthAbsent 'describe pods'
    expect "$(step PlinthAbsent logs)" plinth
    step '' 'kubectl delete'
    ! kubectl get validatingwebhookconfiguration plinth-checks
}
# Before anything is stopped.
is_ready() { expect "$(step PlinthAbsent port-forward)" '"status": "UP"' policy certificate; }

no_step_is_left_out() {
    local left
    left=$(steps | grep -vxF -f "$STATE/tried" | grep -vF -f <(not_here | cut -f1)) || true
    [ -z "$left" ] || { printf 'neither run nor known not to run here: %s\n' "$left"; return 1; }
    echo "note: $(sort -u "$STATE/tried" | wc -l) of $(steps | wc -l) steps"
}
