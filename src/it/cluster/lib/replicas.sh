# shellcheck shell=bash
# The packaged program as a webhook without a cluster, as many as are wanted, asked by curl as an API server asks. The caller has set
#   STATE        a folder; policy.yaml and registries.yaml in it are the documents of all of them
read -ra PROGRAM <<<"${PLINTH_IT_PROGRAM:-$(jdk_home)/bin/java -jar $PROJECT/target/quarkus-app/quarkus-run.jar}"

# replica NAME [VARIABLE=VALUE...]: starts one, ready when this returns
replica() {
    local name=$1
    shift
    mkdir -p "$STATE/no-credentials"
    certificate_authority "$STATE/keys" 'plinth checks'
    certificate "$STATE/keys" plinth /CN=plinth 'IP:127.0.0.1'
    launch "$STATE" "$name" env -u KUBECONFIG "DOCKER_CONFIG=$STATE/no-credentials" PLINTH_LOG_FORMAT=json "$@" "${PROGRAM[@]}" serve \
        --tls-cert "$STATE/keys/plinth.crt" --tls-key "$STATE/keys/plinth.key" --policy "$STATE/policy.yaml" \
        --registries "${REGISTRIES:-$STATE/registries.yaml}" --port "$(port_of "$STATE" "$name-https")" \
        --management-port "$(port_of "$STATE" "$name-management")"
    await "$STATE" "$name" 60 curl -fsS --noproxy '*' "http://127.0.0.1:$(port_of "$STATE" "$name-management")/q/health/ready"
}

# review NAME IMAGE: what it answers for a pod with this image: allowed, text and warnings, in one line
review() {
    jq -cn --arg image "$2" '{kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1", request: {uid: "u-1",
        kind: {group: "", version: "v1", kind: "Pod"}, resource: {group: "", version: "v1", resource: "pods"},
        name: "p", namespace: "shop", operation: "CREATE", userInfo: {username: "ann"},
        object: {apiVersion: "v1", kind: "Pod", metadata: {name: "p", namespace: "shop"},
            spec: {containers: [{name: "app", image: $image}]}}}}' |
        curl -fsS --noproxy '*' --cacert "$STATE/keys/ca.crt" -H 'Content-Type: application/json' --data-binary @- \
            "https://127.0.0.1:$(port_of "$STATE" "$1-https")/validate?timeout=10s" |
        jq -c '.response | {allowed, text: .status.message, warnings}'
}

# counted NAME METRIC [LABEL="VALUE"...]: the sum over all series that carry these labels
counted() {
    local name=$1 metric=$2 label lines
    shift 2
    lines=$(curl -fsS --noproxy '*' "http://127.0.0.1:$(port_of "$STATE" "$name-management")/q/metrics" | grep -E "^$metric(\{| )") ||
        { echo 0; return; }
    for label in "$@"; do lines=$(grep -F "$label" <<<"$lines") || { echo 0; return; }; done
    awk '{sum += $NF} END {printf "%d\n", sum}' <<<"$lines"
}

log_of() { cat "$STATE/log/$1.log"; }
