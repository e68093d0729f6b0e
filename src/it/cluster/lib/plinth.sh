# shellcheck shell=bash
# The packaged program beside an API server, its policy in a file or in a ConfigMap. The caller has set
#   STATE         folder of its documents, keys, log and PID
#   MODE          file | config-map
#   WEBHOOK_HOST  the address at which the API server reaches this machine
#   REGISTRY      host:port of the registry that has the images
#   PRIVATE_REGISTRY  host:port of one that asks for a name and a password; may be unset

read -ra PROGRAM <<<"${PLINTH_IT_PROGRAM:-$(jdk_home)/bin/java -jar $PROJECT/target/quarkus-app/quarkus-run.jar}"
PLINTH_NAMESPACE=plinth
# Variables that put the program's clock elsewhere; see with_clock.
CLOCK=()
# Variables that say which clients it answers; none: all.
CLIENTS=()
POLICY_MAP=plinth-policy

start_plinth() {
    start_plinth_without_waiting
    await "$STATE" plinth 60 curl -fsS --noproxy '*' "$(management)/q/health/ready"
}

start_plinth_without_waiting() {
    mkdir -p "$STATE/no-credentials"
    certificate_authority "$STATE/keys" 'plinth checks'
    certificate "$STATE/keys" plinth /CN=plinth "IP:$WEBHOOK_HOST"
    local arguments=(serve --tls-cert "$STATE/keys/plinth.crt" --tls-key "$STATE/keys/plinth.key"
        --port "$(port_of "$STATE" https)" --management-port "$(port_of "$STATE" management)")
    local surroundings=(-u KUBECONFIG "DOCKER_CONFIG=$STATE/no-credentials")
    registries >"$STATE/registries.yaml"
    if [ "$MODE" = file ]; then
        arguments+=(--policy "$STATE/policy.yaml" --registries "$STATE/registries.yaml")
    else
        surroundings=("KUBECONFIG=$KUBECONFIG" "PLINTH_NAMESPACE=$PLINTH_NAMESPACE" "PLINTH_POLICY_CONFIG_MAP=$POLICY_MAP"
            PLINTH_REGISTRY_PULL_SECRETS=true
            "DOCKER_CONFIG=$STATE/no-credentials")
    fi
    launch "$STATE" plinth env "${surroundings[@]}" "${CLIENTS[@]}" "${CLOCK[@]}" "${PROGRAM[@]}" "${arguments[@]}"
}

# with_clock OFFSET COMMAND...: a program started by it has a clock that is wrong by so much, as +3600s; its timers go right.
with_clock() {
    CLOCK=("LD_PRELOAD=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1)" "FAKETIME=$1" FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0)
    shift
    local status=0
    "$@" || status=$?
    CLOCK=()
    return $status
}

management() { echo "http://127.0.0.1:$(port_of "$STATE" management)"; }

metrics() { curl -fsS --noproxy '*' "$(management)/q/metrics"; }

# metric NAME [LABEL="VALUE"...]: the sum over all series that carry these labels.
metric() {
    local name=$1 filter
    shift
    filter="^$name(\\{| )"
    local lines
    lines=$(metrics | grep -E "$filter") || { echo 0; return; }
    for filter in "$@"; do lines=$(grep -F "$filter" <<<"$lines") || { echo 0; return; }; done
    awk '{sum += $NF} END {print sum}' <<<"$lines"
}

registries() {
    cat <<END
apiVersion: plinth.dev/v1
kind: RegistryConfig
registries:
  - prefix: registry.test
    mirrors: [{location: "$REGISTRY", plainHttp: true, allowPrivateAddresses: true}]
    only: true
${PRIVATE_REGISTRY:+  - {prefix: "$PRIVATE_REGISTRY", plainHttp: true, allowPrivateAddresses: true\}}
  - prefix: docker.io
    mirrors: [{location: "$REGISTRY/hub", plainHttp: true, allowPrivateAddresses: true}]
    only: true
cache: {tags: 2s, failures: 1s}
END
}

# set_policy: the policy on standard input, put whole in the place of the one before.
set_policy() {
    cat >"$STATE/policy.next"
    if [ "$MODE" = file ]; then
        mv "$STATE/policy.next" "$STATE/policy.yaml"
    else
        kubectl -n "$PLINTH_NAMESPACE" create configmap "$POLICY_MAP" --from-file "policy.yaml=$STATE/policy.next" \
            --from-file "registries.yaml=$STATE/registries.yaml" --dry-run=client -o yaml | kubectl apply -f -
    fi
}

# register: the workloads of the namespaces made here, and nothing else of the cluster that was given.
register() {
    local url bundle
    url=https://$WEBHOOK_HOST:$(port_of "$STATE" https)
    bundle=$(base64 -w0 <"$STATE/keys/ca.crt")
    kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: plinth-checks}
webhooks:
- name: $WEBHOOK
  admissionReviewVersions: [v1]
  sideEffects: NoneOnDryRun
  matchPolicy: Equivalent
  failurePolicy: Fail
  timeoutSeconds: 10
  clientConfig: {url: "$url/validate", caBundle: $bundle}
  namespaceSelector: {matchExpressions: [{key: plinth-checks, operator: Exists}]}
  rules:
  - {apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], scope: Namespaced,
     resources: [pods, pods/ephemeralcontainers, replicationcontrollers]}
  - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], scope: Namespaced,
     resources: [deployments, replicasets, statefulsets, daemonsets]}
  - {apiGroups: [batch], apiVersions: [v1], operations: [CREATE, UPDATE], scope: Namespaced, resources: [jobs, cronjobs]}
  - {apiGroups: [checks.plinth.dev], apiVersions: [v1], operations: [CREATE, UPDATE], scope: Namespaced, resources: [rollouts]}
- name: validate-policy.plinth.dev
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
  timeoutSeconds: 10
  clientConfig: {url: "$url/validate-policy", caBundle: $bundle}
  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $PLINTH_NAMESPACE}}
  matchConditions: [{name: the-policy, expression: "object.metadata.name == '$POLICY_MAP'"}]
  rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], scope: Namespaced, resources: [configmaps]}]
END
}

unregister() { kubectl delete validatingwebhookconfiguration plinth-checks --ignore-not-found; }
