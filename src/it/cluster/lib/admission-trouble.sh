# shellcheck shell=bash
# Bad input and bad luck: documents, secrets, registries and API servers that are not as they should be. What needs the program to
# watch a ConfigMap runs only where it does.

only_own_cluster() { [ "$OWN_CLUSTER" = yes ] || { echo 'only with the control plane that is started here'; exit 77; }; }

raw_map() { # JQ-ARGUMENT...: over the ConfigMap
    kubectl -n "$PLINTH_NAMESPACE" get configmap "$POLICY_MAP" -o json | jq "$@" | kubectl replace -f -
}
# kept DOCUMENT-CHANGE TEXT...: refused at the API server, and past it the last good policy stays
kept() {
    local change=$1 text
    shift
    if text=$(raw_map "$change" 2>&1); then echo "went through: $text"; return 1; fi
    expect "$text" 'validate-policy.plinth.dev' "$@" || return 1
    echo "$text" | tail -n 1
    unregister
    local before
    before=$(metric plinth_policy_reloads_total 'outcome="refused"')
    raw_map "$change"
    within 15 refused_more_than "$before"
    register
    within 10 refuses_quietly hard pod full "$FULL"
    curl -fsS --noproxy '*' "$(management)/q/health/ready" | jq -e '.checks[] | select(.name == "policy") | .data.lastChange'
}
refused_more_than() { [ "$(metric plinth_policy_reloads_total 'outcome="refused"')" -gt "${1%.*}" ]; }

map_empty() { kept 'del(.data)' 'policy.yaml' missing; in_force enforce; }
map_unknown_key() { kept '.data["extra.yaml"] = "x"' 'extra.yaml' 'unknown key'; in_force enforce; }
# A megabyte, which is as much as an API server takes: 8,000 rules with one mistake at the end.
map_huge() {
    {
        policy_of enforce | sed '/^namespaces:/,$d'
        seq 8000 | sed 's/.*/  - {name: rule-&, require: {tier: {atMost: slim}}, message: "a text of some length that fills a line"}/'
        echo 'mistake: here'
    } >"$STATE/huge.yaml"
    if raw_map --rawfile text "$STATE/huge.yaml" '.data["policy.yaml"] = $text' >"$STATE/huge.out" 2>&1; then
        echo 'went through'
        return 1
    fi
    cut -c1-300 "$STATE/huge.out" | tail -n 2
    grep -q 'mistake' "$STATE/huge.out" || grep -q 'Request entity too large\|Too long\|too large' "$STATE/huge.out"
    refuses_quietly hard pod full "$FULL"
    healthy
    echo "note: $(wc -c <"$STATE/huge.yaml") bytes: $(tail -n 1 "$STATE/huge.out" | cut -c1-160)"
}
map_deleted() {
    kubectl -n "$PLINTH_NAMESPACE" delete configmap "$POLICY_MAP"
    within 10 said_gone
    refuses hard pod full "$FULL"
    in_force enforce
}
said_gone() { curl -fsS --noproxy '*' "$(management)/q/health/ready" | grep 'does not exist'; }
# Without a policy it is not ready, says why, and becomes ready by itself.
map_missing_at_start() {
    kubectl -n "$PLINTH_NAMESPACE" delete configmap "$POLICY_MAP"
    stop "$STATE" plinth 40
    start_plinth_without_waiting
    within 60 not_ready_for_want_of_a_policy
    # With failurePolicy Fail nothing gets in unjudged.
    local text
    if text=$(kubectl -n hard apply --dry-run=server -f "$(with pod unjudged "$STATIC")" 2>&1); then echo "let in: $text"; return 1; fi
    expect "$text" "$WEBHOOK" 'no policy is loaded yet'
    in_force enforce
    within 20 curl -fsS --noproxy '*' "$(management)/q/health/ready"
    echo "note: not ready and refusing until the ConfigMap was there: $(tail -n 1 <<<"$text" | cut -c1-160)"
}
not_ready_for_want_of_a_policy() {
    curl -sS --noproxy '*' "$(management)/q/health/ready" | jq -e '.status == "DOWN" and any(.checks[]; .name == "policy" and .status == "DOWN")'
}

rules_by_the_hundred() { # COUNT
    policy_of enforce | sed '/^namespaces:/,$d'
    seq "$1" | sed 's/.*/  - {name: rule-&, match: {images: ["registry.test\/team-&\/**", "registry.test\/shop\/**"]}, require: {imagePinning: {atLeast: floating}, tier: {atMost: full}}}/'
    policy_of enforce | sed -n '/^namespaces:/,$p'
}
five_hundred_rules() {
    rules_by_the_hundred 500 | set_policy
    within 20 rules_in_force 501
    local start
    refuses_quietly hard pod full "$FULL"
    start=$(date +%s%N)
    local turn
    for turn in 1 2 3 4 5 6 7 8 9 10; do refuses_quietly hard pod full "$FULL" || { echo "turn $turn"; return 1; }; done
    echo "note: 501 rules, 10 pods refused through kubectl in $(seconds_since "$start") s"
    in_force enforce
}
rules_in_force() { [ "$(metric plinth_policy_rules)" = "$1" ]; }

# A private registry, and what pods name as their pull secrets.
pull_secrets() {
    local secret deep
    # The API server takes any JSON object for a Docker configuration, however deep.
    deep=$(printf '[%.0s' {1..80})$(printf ']%.0s' {1..80})
    kubectl -n hard create secret generic malformed --type kubernetes.io/dockerconfigjson --from-literal ".dockerconfigjson={\"auths\": $deep}"
    kubectl -n hard create secret generic opaque --from-literal x=y
    kubectl -n hard create secret docker-registry wrong --docker-server "$PRIVATE_REGISTRY" --docker-username eve --docker-password guess
    kubectl -n hard create secret docker-registry right --docker-server "$PRIVATE_REGISTRY" --docker-username shop --docker-password secret
    for secret in nowhere:'does not exist' malformed:'is malformed' opaque:'holds no registry credentials' wrong:'refused'; do
        expect "$(warns hard pod_pulling "pull-${secret%%:*}" "$PRIVATE_IMAGE" "${secret%%:*}")" unauthorized "${secret#*:}" || return 1
    done
    refuses hard pod_pulling pull-right "$PRIVATE_IMAGE" right
    echo 'note: missing, malformed, of another type and wrong: unauthorized, each with its fault; the right one: judged'
}
pod_pulling() { # NAME IMAGE SECRET
    pod "$1" "$2" | sed "s/^spec: {/spec: {imagePullSecrets: [{name: $3}], /"
}

# A registry that takes the connection and says nothing: answered before the API server gives up, by the reason.
registry_hangs() {
    local text pid start
    pid=$(pid_of "$PLINTH_IT_DIR/registry/main" registry)
    kill -STOP "$pid"
    start=$(date +%s%N)
    text=$(warns hard pod hanging registry.test/shop/hangs:1.0) || { kill -CONT "$pid"; echo "$text"; return 1; }
    kill -CONT "$pid"
    expect "$text" timed-out
    echo "note: answered after $(seconds_since "$start") s of 10: ${text:0:150}"
}
namespace_goes_during_a_review() {
    local pid request
    kubectl create namespace passing
    kubectl label namespace passing plinth-checks=yes
    within 20 kubectl -n passing get serviceaccount default
    pid=$(pid_of "$PLINTH_IT_DIR/registry/main" registry)
    kill -STOP "$pid"
    kubectl -n passing apply -f "$(with pod late registry.test/shop/late:1.0)" >"$STATE/late" 2>&1 &
    request=$!
    sleep 1
    kubectl delete namespace passing --wait=false
    sleep 1
    kill -CONT "$pid"
    wait $request || true
    cat "$STATE/late"
    within 60 gone_namespace passing
    refuses_quietly hard pod full "$FULL"
    healthy
    echo "note: the client was told: $(tail -n 1 "$STATE/late" | cut -c1-150)"
}
gone_namespace() { ! kubectl get namespace "$1" 2>/dev/null; }

# The API server away for a minute: another one's reviews are judged with what is known, and changes are heard of when it is back.
api_server_away() { # SECONDS
    only_own_cluster
    local deadline answers=0
    refuses_quietly hard pod full "$FULL"
    stop "$PLINTH_IT_DIR/control-plane" kube-apiserver 20
    deadline=$((SECONDS + $1))
    while [ $SECONDS -lt $deadline ]; do
        expect "$(review_directly "$FULL")" '"allowed":false' no-full-bases || { "$CLUSTER_SCRIPTS/control-plane" up; return 1; }
        expect "$(review_directly "$SLIM")" '"allowed":true' || { "$CLUSTER_SCRIPTS/control-plane" up; return 1; }
        curl -fsS --noproxy '*' "$(management)/q/health/ready" >/dev/null
        answers=$((answers + 2))
        sleep 1
    done
    "$CLUSTER_SCRIPTS/control-plane" up
    in_force warn
    in_force enforce
    echo "note: $answers right answers in $1 s without an API server, ready all the while; edits heard of afterwards"
}
review_directly() { # IMAGE
    jq -n --arg image "$1" '{apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request: {uid: "direct", operation: "CREATE",
        kind: {group: "", version: "v1", kind: "Pod"}, resource: {group: "", version: "v1", resource: "pods"}, namespace: "hard", name: "x",
        userInfo: {username: "someone"}, object: {apiVersion: "v1", kind: "Pod", metadata: {name: "x", namespace: "hard"},
        spec: {containers: [{name: "app", image: $image}]}}}}' >"$STATE/direct.json"
    curl -sS --noproxy '*' --cacert "$STATE/keys/ca.crt" --max-time 15 -H 'Content-Type: application/json' --data-binary "@$STATE/direct.json" \
        "https://$WEBHOOK_HOST:$(port_of "$STATE" https)/validate?timeout=10s"
}

# What is served is checked by the program's clock, and by the API server's. That of both is the machine's, unless it is said.
serving() { # NAME [MADE]: puts such a certificate in the place of the one before
    MADE=${2:-} certificate "$STATE/keys" "$1" /CN=plinth "IP:$WEBHOOK_HOST"
    cp "$STATE/keys/$1.key" "$STATE/keys/plinth.key.next"
    cp "$STATE/keys/$1.crt" "$STATE/keys/plinth.crt.next"
    mv "$STATE/keys/plinth.key.next" "$STATE/keys/plinth.key"
    mv "$STATE/keys/plinth.crt.next" "$STATE/keys/plinth.crt"
}
certificate_complaint() { # TEXT
    expect "$(curl -sS --noproxy '*' "$(management)/q/health/ready" | jq -r '.checks[] | select(.name == "certificate").data.lastChange // ""')" "$1"
}
no_certificate_complaint() { ! certificate_complaint ' ' >/dev/null; }
served_certificate() { # of a new connection
    openssl s_client -connect "$WEBHOOK_HOST:$(port_of "$STATE" https)" </dev/null 2>/dev/null | openssl x509 -noout -serial
}

certificate_out_of_its_time() {
    local before text
    before=$(served_certificate)
    serving early +30d
    within 20 certificate_complaint 'is valid only from'
    serving late -40d
    within 20 certificate_complaint 'has expired at'
    [ "$(served_certificate)" = "$before" ] || { echo 'it is served'; return 1; }
    refuses_quietly hard pod full "$FULL"
    serving right
    within 20 no_certificate_complaint
    [ "$(served_certificate)" != "$before" ] || { echo 'the one before is served'; return 1; }
    refuses_quietly hard pod full "$FULL"
    text=$(grep -o 'The new certificate cannot be served.*' "$STATE/log/plinth.log" | tail -n 1)
    echo "note: neither was served; the log: ${text:0:120}"
}

# then_restored FUNCTION: whatever came of it, the program then runs as before, for the checks that follow
then_restored() {
    local outcome
    set +e
    (set -e; "$1")
    outcome=$?
    set -e
    stop "$STATE" plinth 40
    serving "restored-$RANDOM$RANDOM"
    start_plinth
    within 20 refuses_quietly hard pod full "$FULL"
    return $outcome
}

# The program's clock is an hour ahead: it serves what the API server will only take in half an hour.
clock_ahead() {
    local text
    stop "$STATE" plinth 40
    serving ahead +30m
    with_clock +3600s start_plinth
    if text=$(kubectl -n hard apply --dry-run=server -f "$(with pod ahead "$STATIC")" 2>&1); then echo "let in: $text"; return 1; fi
    expect "$text" "$WEBHOOK" 'not yet valid'
    serving ahead-no-more
    within 30 refuses_quietly hard pod full "$FULL"
    accepts hard pod ahead "$STATIC"
    echo "note: $(tail -n 1 <<<"$text" | grep -o 'tls:.*' | cut -c1-160)"
}
# It is an hour behind: what was made just now is no certificate yet. One made with some room is.
clock_behind() {
    local text
    stop "$STATE" plinth 40
    serving behind
    with_clock -3600s start_plinth_without_waiting
    within 60 certificate_complaint 'is valid only from'
    if text=$(kubectl -n hard apply --dry-run=server -f "$(with pod behind "$STATIC")" 2>&1); then echo "let in: $text"; return 1; fi
    expect "$text" "$WEBHOOK"
    serving behind-no-more -2h
    within 30 curl -fsS --noproxy '*' "$(management)/q/health/ready"
    within 30 refuses_quietly hard pod full "$FULL"
    accepts hard pod behind "$STATIC"
    echo "note: not ready, and said why, until there was a certificate that holds by its clock: ${text:0:200}"
}

# Only clients that show a certificate: the API server does, and strangers are told, or get no connection.
only_the_api_server() {
    only_own_cluster
    local webhooks=$PLINTH_IT_DIR/control-plane/keys/webhooks review=$STATE/direct.json status
    stop "$STATE" plinth 40
    CLIENTS=("PLINTH_CLIENT_CA=$webhooks/ca.crt" PLINTH_CLIENT_NAMES=kube-apiserver-webhooks)
    start_plinth
    refuses hard pod full "$FULL"
    accepts hard pod by-a-known-client "$STATIC"
    review_directly "$FULL" >"$STATE/unknown"
    expect "$(cat "$STATE/unknown")" Forbidden 403
    expect_none "$(cat "$STATE/unknown")" '"allowed"'
    status=$(as_client "$webhooks/other" -o /dev/null -w '%{http_code}')
    [ "$status" = 403 ] || { echo "another name got $status"; return 1; }
    expect "$(as_client "$webhooks/client")" '"allowed":false'
    # Of an authority that is not asked for.
    if as_client "$PLINTH_IT_DIR/control-plane/keys/admin" -o /dev/null; then echo 'a certificate of another authority was taken'; return 1; fi
    echo "note: the API server is answered; no certificate: $(jq -r .message "$STATE/unknown" | cut -c1-100); another name: HTTP 403; another authority: no connection"
}
as_client() { # KEY-AND-CERTIFICATE CURL-OPTION...: the review of before
    curl -sS --noproxy '*' --cacert "$STATE/keys/ca.crt" --cert "$1.crt" --key "$1.key" --max-time 15 -H 'Content-Type: application/json' \
        --data-binary "@$STATE/direct.json" "${@:2}" "https://$WEBHOOK_HOST:$(port_of "$STATE" https)/validate?timeout=10s"
}
