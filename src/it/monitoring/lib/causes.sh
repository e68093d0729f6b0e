# shellcheck shell=bash
# What the alerts are for, done for real, one after the other: each alert fires once its cause is there, and not before. The caller
# has Prometheus scrape the program as pod "checks", and a replica that may be there as pod "behind".

# rules FILE [SED-OPTION...]: the chart's rules as Prometheus loads them here: what has to last minutes has to last three seconds.
# Nothing else is changed, but for what the caller says.
rules() {
    local into=$1
    shift
    sed -E -e 's/^( +for: ).*/\13s/' "$@" "$PROJECT"/charts/plinth/alerts/plinth.yaml >"$into"
}

alerts_of_the_chart() { sed -n 's/^ *- alert: //p' "$PROJECT"/charts/plinth/alerts/*.yaml | sort; }
firing() { curl -fsS --noproxy '*' "$(prometheus_url)/api/v1/alerts" | jq -r '.data.alerts[] | select(.state == "firing") | .labels.alertname' | sort -u; }

# Not a word before its time: of all alerts, those whose cause the scripted traffic has brought along, and no other.
only_these_fire() {
    [ "$(firing)" = "$(printf '%s\n' "$@" | sort)" ] || { echo "firing: $(firing | paste -sd' '); expected: $*"; return 1; }
}

# fires ALERTS CAUSE [ARGUMENT...]: silent before, firing after
fires() {
    local alerts alert
    read -ra alerts <<<"$1"
    shift
    for alert in "${alerts[@]}"; do ! is_firing "$alert" || { echo "$alert fires already"; return 1; }; done
    "$@"
    for alert in "${alerts[@]}"; do
        within 40 is_firing "$alert"
        echo "$alert" >>"$STATE/fired"
    done
}
is_firing() { firing | grep -qx "$1"; }

start_troubled_registries() {
    launch "$STATE" troubled "$(jdk_home)/bin/java" -Xmx64m "$PROJECT/src/it/monitoring/lib/TroubledRegistry.java" \
        "$(port_of "$STATE" limiting)" "$(port_of "$STATE" down)" "$(port_of "$STATE" slow)"
    await "$STATE" troubled 30 curl -sS --noproxy '*' -o /dev/null "http://127.0.0.1:$(port_of "$STATE" down)/v2/"
}
troubled_registries() { # as lines of the registry document
    local name
    for name in limiting down slow; do
        echo "  - {prefix: $name.test, mirrors: [{location: \"127.0.0.1:$(port_of "$STATE" $name)\", plainHttp: true, allowPrivateAddresses: true}], only: true}"
    done
}

# Something that is no API server has found the webhook's port.
strangers_call() {
    local i
    for i in 1 2 3 4 5 6 7 8; do
        curl -sS --noproxy '*' --cacert "$STATE/keys/ca.crt" -H 'Content-Type: application/json' -d 'hello' -o /dev/null \
            "https://$WEBHOOK_HOST:$(port_of "$STATE" https)/validate"
        [ $i != 2 ] || sleep 3
    done
}
limited() { warns hard pod limited limiting.test/shop/app:1.0 | grep -F 'unavailable: rate-limited'; }
registry_goes_down() {
    local i
    for i in $(seq 25); do
        pod "down-$i" "down.test/shop/app-$i:1.0"
        echo ---
    done >"$STATE/down.yaml"
    expect "$(kubectl -n hard apply -f "$STATE/down.yaml" 2>&1)" 'unavailable: unreachable'
}
# The API server waits for ten seconds, and so does whoever applies something.
registry_is_slow() {
    local i pids=()
    for i in 1 2 3 4 5 6; do
        kubectl -n hard apply -f "$(with pod "slow-$i" "slow.test/shop/app-$i:1.0")" &
        pids+=($!)
    done
    wait "${pids[@]}"
}

# A replica with a policy that it has missed the last edit of, and with a certificate of which 26 of 30 days are over.
replica_is_behind() {
    mkdir -p "$STATE/behind"
    cp "$STATE/keys/ca.crt" "$STATE/keys/ca.key" "$STATE/behind/"
    MADE=-26d certificate "$STATE/behind" serving /CN=plinth "IP:$WEBHOOK_HOST"
    policy_of enforce | sed '/^namespaces:/,$d' >"$STATE/behind/policy.yaml"
    echo '  - {name: withdrawn, require: {imagePinning: {atLeast: digest}}}' >>"$STATE/behind/policy.yaml"
    launch "$STATE" behind env -u KUBECONFIG "DOCKER_CONFIG=$STATE/no-credentials" PLINTH_AUDIT=false PLINTH_EVENTS=false PLINTH_NAMESPACE_LABELS=false \
        "${PROGRAM[@]}" serve --policy "$STATE/behind/policy.yaml" --registries "$STATE/registries.yaml" \
        --tls-cert "$STATE/behind/serving.crt" --tls-key "$STATE/behind/serving.key" \
        --port "$(port_of "$STATE" behind-https)" --management-port "$(port_of "$STATE" behind)"
    await "$STATE" behind 60 curl -fsS --noproxy '*' "http://127.0.0.1:$(port_of "$STATE" behind)/q/health/ready"
}
# Certificate and key that do not belong together.
wrong_key() {
    certificate "$STATE/behind" another /CN=plinth "IP:$WEBHOOK_HOST"
    cp "$STATE/behind/another.crt" "$STATE/behind/serving.crt"
}

# The catalogue is as old as its newest record, and no older one is at hand: here it may be a minute younger than it is, not 90 days.
catalogue_grows_old() {
    local built
    built=$(value 'max(plinth_catalog_built_timestamp_seconds)')
    rules "$STATE/rules.yaml" -e "s/> 90 \* 86400/> $(($(date +%s) - ${built%.*} - 60))/"
    grep -c '90 \* 86400' "$STATE/rules.yaml" && return 1
    kill -HUP "$(pid_of "$STATE" prometheus)"
}
nobody_is_left() {
    stop "$STATE" behind 20
    stop "$STATE" plinth 40
}

every_alert_has_fired() {
    local missing
    missing=$(comm -23 <(alerts_of_the_chart) <(sort -u "$STATE/fired"))
    [ -z "$missing" ] || { printf 'has not fired: %s\n' "$missing"; return 1; }
    echo "note: $(sort -u "$STATE/fired" | wc -l) alerts"
}
