# shellcheck shell=bash
# Certificates on the node: renewed, rotated, restored, given and broken, while admissions go on.

SECRET=plinth-certificate
CONFIGURATION=plinth.plinth-system

secret_part() { in_release get secret $SECRET -o json | jq -r --arg key "$1" '.data[$key] // "" | @base64d'; }
bundle() { # of every webhook, which must be one and the same
    kubectl get validatingwebhookconfiguration $CONFIGURATION -o json |
        jq -er '[.webhooks[].clientConfig.caBundle // ""] | unique | if length == 1 then .[0] | @base64d else error("bundles differ") end'
}
count_certificates() { grep -c 'BEGIN CERTIFICATE' || true; }
ends_at() { date -d "$(openssl x509 -noout -enddate | cut -d= -f2)" +%s; }

# every_replica_serves: what is in the Secret, as each replica's metric says, and trusted by what the API server trusts
every_replica_serves() {
    local end pod address
    end=$(secret_part tls.crt | ends_at)
    for pod in $(pods_of_release); do
        expect "$(metrics_of "$pod" | awk '/^plinth_certificate_expiry_timestamp_seconds/ {printf "%d\n", $NF}')" "$end" || return 1
    done
    [ -n "${PLINTH_IT_CRI_SOCKET:-}" ] || return 0
    bundle >"$STATE/bundle.pem"
    for address in $(addresses_of_release); do
        openssl s_client -connect "$address:8443" -servername plinth.plinth-system.svc -verify_hostname plinth.plinth-system.svc \
            -CAfile "$STATE/bundle.pem" -verify_return_error </dev/null 2>&1 | grep -q 'Verify return code: 0' ||
            { echo "$address serves what the API server does not trust"; return 1; }
    done
}

ask_for() { # certificate|authority
    run_documented Certificates "renew=$1"
}

renewed_under_load() {
    local before
    in_release get secret $SECRET -o json | jq 'del(.metadata.resourceVersion, .metadata.uid, .metadata.creationTimestamp, .metadata.managedFields)' \
        >"$STATE/backup-secret.json"
    before=$(secret_part tls.crt)
    start_load
    ask_for certificate
    within 30 differs "$before" tls.crt || { load_stop; return 1; }
    within 60 every_replica_serves || { load_stop; return 1; }
    sleep 3
    judge_load 10
}
differs() { [ "$(secret_part "$2")" != "$1" ]; }

# The next authority is trusted for two minutes before anything that it signed is served.
rotated_under_load() {
    local before start
    before=$(secret_part ca.crt)
    start_load
    start=$(date +%s%N)
    ask_for authority
    within 60 bundle_has 2 || { load_stop; return 1; }
    within 240 differs "$before" ca.crt || { load_stop; return 1; }
    within 60 every_replica_serves || { load_stop; return 1; }
    within 30 bundle_has 2 || { load_stop; return 1; }
    echo "note: rotated in $(seconds_since "$start") s, old and new both trusted"
    sleep 5
    judge_load 10
}
bundle_has() { [ "$(bundle | count_certificates)" -eq "$1" ]; }

# A backup brought back a Secret from before: the webhook configuration trusts newer ones.
older_secret_restored() {
    local start
    start=$(date +%s%N)
    kubectl replace -f "$STATE/backup-secret.json"
    within 30 serves_the_backup
    within 30 every_replica_serves
    echo "note: served and trusted after $(seconds_since "$start") s"
    twenty_times refuses_quietly
}
serves_the_backup() {
    [ "$(secret_part tls.crt)" = "$(jq -r '.data["tls.crt"] | @base64d' "$STATE/backup-secret.json")" ] &&
        expect "$(bundle)" "$(secret_part ca.crt)"
}

# The other way round: the webhook configuration is from a time with another authority.
older_configuration_restored() {
    local start stranger count
    rm -rf "$STATE/stranger"
    certificate_authority "$STATE/stranger" stranger
    stranger=$(base64 -w0 <"$STATE/stranger/ca.crt")
    count=$(kubectl get validatingwebhookconfiguration $CONFIGURATION -o json | jq '.webhooks | length')
    start=$(date +%s%N)
    kubectl patch validatingwebhookconfiguration $CONFIGURATION --type json -p "$(jq -n --arg bundle "$stranger" --argjson count "$count" \
        '[range($count) | {op: "add", path: "/webhooks/\(.)/clientConfig/caBundle", value: $bundle}]')"
    within 40 trusted_again
    echo "note: trusted again after $(seconds_since "$start") s"
    within 10 twenty_times refuses_quietly
}
trusted_again() { expect "$(bundle)" "$(secret_part ca.crt)"; }

deleted_secret_comes_back() {
    local before
    before=$(secret_part tls.crt)
    in_release delete secret $SECRET
    within 40 same_certificate "$before"
    twenty_times refuses_quietly
}
same_certificate() { [ "$(secret_part tls.crt)" = "$1" ]; }

malformed_secret_is_replaced() {
    in_release patch secret $SECRET --type merge -p '{"data":{"tls.crt":"bm9uc2Vuc2U="}}'
    within 40 every_replica_serves
    twenty_times refuses_quietly
    expect "$(in_release logs -l app.kubernetes.io/instance=plinth --tail 200)" 'not usable and is replaced'
}

# A second release beside the first, whose certificate is given: one that cannot be served keeps the one before, loudly.
SECOND=(-n plinth-two)
given_certificates() {
    local keys=$STATE/given
    rm -rf "$keys"
    certificate_authority "$keys" given
    given_certificate first
    given_certificate second
    kubectl create namespace plinth-two
    kubectl "${SECOND[@]}" create secret tls given --cert "$keys/first.crt" --key "$keys/first.key"
    values
    helm install second "$CHART" "${SECOND[@]}" --wait --timeout 120s "${VALUES[@]}" --set certificate.mode=provided \
        --set certificate.provided.secretName=given --set-file "certificate.provided.caBundle=$keys/ca.crt" \
        --set webhook.failurePolicy=Ignore,replicaCount=1,audit.enabled=false \
        --set-json 'webhook.namespaceExpressions=[{"key":"kubernetes.io/metadata.name","operator":"In","values":["soft"]}]'
    warns soft pod second-release "$FULL"
    expect "$(second_expiry)" "$(ends_at <"$keys/first.crt")"
    # The key of another certificate.
    put_given first second
    within 120 second_complains
    expect "$(second_expiry)" "$(ends_at <"$keys/first.crt")"
    expect "$(kubectl "${SECOND[@]}" logs deployment/second-plinth)" 'certificate'
    kubectl "${SECOND[@]}" logs deployment/second-plinth | jq -Rr 'fromjson? | select(.level == "ERROR" or .level == "WARN") | "note: " + .message' | grep -i certificate | tail -n 1
    warns soft pod second-release-still "$FULL"
    put_given second second
    within 120 second_serves_the_new
    echo "note: kept through the broken one, the new one served without a restart ($(restarts_of_second) restarts)"
    [ "$(restarts_of_second)" -eq 0 ]
}
given_certificate() { # NAME: they end at different seconds, which tells them apart
    certificate "$STATE/given" "$1" /CN=given 'DNS:second-plinth.plinth-two.svc'
    sleep 1.1
}
put_given() { # CERTIFICATE KEY
    kubectl "${SECOND[@]}" create secret tls given --cert "$STATE/given/first.crt" --key "$STATE/given/first.key" --dry-run=client -o json |
        jq --rawfile certificate "$STATE/given/$1.crt" --rawfile key "$STATE/given/$2.key" \
            '.data = {"tls.crt": ($certificate | @base64), "tls.key": ($key | @base64)}' | kubectl "${SECOND[@]}" replace -f -
}
second_pod() { kubectl "${SECOND[@]}" get pods -l app.kubernetes.io/instance=second -o 'jsonpath={.items[0].metadata.name}'; }
second_expiry() { metrics_of "$(second_pod)" plinth-two | awk '/^plinth_certificate_expiry_timestamp_seconds/ {printf "%d\n", $NF}'; }
second_complains() {
    expect "$(kubectl get --raw "/api/v1/namespaces/plinth-two/pods/$(second_pod):9000/proxy/q/health/ready")" lastChange
}
second_serves_the_new() { expect "$(second_expiry)" "$(ends_at <"$STATE/given/second.crt")"; }
restarts_of_second() { kubectl "${SECOND[@]}" get pod "$(second_pod)" -o 'jsonpath={.status.containerStatuses[0].restartCount}'; }

second_release_goes() {
    kubectl -n soft delete pod second-release second-release-still --ignore-not-found --wait=false
    helm uninstall second "${SECOND[@]}" --wait --timeout 60s
    kubectl delete namespace plinth-two --timeout 90s
    # The first one is untouched by it.
    twenty_times refuses_quietly
}
