# shellcheck shell=bash
# Runs an unpacked image as a container that reaches nothing, beside an API server, a registry and a load of its own on the loopback
# interface: to learn which classes a start and a day's work need. The caller has set WORK, JAVA_HOME and, for runc, is root.

TRAINING_API=36443 TRAINING_REGISTRY=35000 TRAINING_PORT=38443 TRAINING_MANAGEMENT=39000

. "${BASH_SOURCE[0]%/*}/jvm.sh"
JVM_OPTIONS=$(chart_jvm "${BASH_SOURCE[0]%/*}/../../charts/plinth")

# What runs here, to be ended by end_training.
TRAINING_PIDS=()
CONTAINER_BY=()

# begin_network: a network of its own, with nothing in it but the loopback interface.
begin_network() {
    unshare --net sleep 3600 &
    TRAINING_NETWORK=$!
    TRAINING_PIDS+=("$TRAINING_NETWORK")
    within_seconds 5 eval '[ "$(readlink /proc/$TRAINING_NETWORK/ns/net)" != "$(readlink /proc/self/ns/net)" ]'
    beside ip link set lo up
}

# start_beside WORDS...: to be called with &, so that the process that is then known is the program's own, and no shell that waits for it
start_beside() { exec nsenter --net="/proc/$TRAINING_NETWORK/ns/net" -- "$@"; }

beside() { nsenter --net="/proc/$TRAINING_NETWORK/ns/net" -- "$@"; }

within_seconds() { # SECONDS COMMAND...
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || die "not within the time: $*"
        sleep 0.05
    done
}

# container BUNDLE READONLY WORDS...: how the unpacked image is started: as a pod of the chart is, but for the network.
# The environment is in CONTAINER_ENV.
container() {
    local bundle=$1 readonly=$2
    shift 2
    [ -f "$bundle/image.json" ] || cp "$bundle/config.json" "$bundle/image.json"
    jq --argjson readonly "$readonly" --argjson words "$(jq -cn '$ARGS.positional' --args -- "$@")" \
        --argjson env "$(jq -cn '$ARGS.positional' --args -- "${CONTAINER_ENV[@]}")" --arg account "$WORK/account" \
        --arg network "/proc/$TRAINING_NETWORK/ns/net" '
        # To the kernel it is one among the tasks of the machine, which may be busy; a pod has what it asks for.
        .linux.resources.cpu.shares = 65536
        | .process.terminal = false | .process.args = $words | .process.env += $env | .process.noNewPrivileges = true
        | .process.capabilities = {} | .root.readonly = $readonly
        | .linux.namespaces |= map(if .type == "network" then . + {path: $network} else . end)
        | .mounts |= map(select(.destination != "/etc/resolv.conf"))
        | .mounts += [{destination: "/var/run/secrets/kubernetes.io/serviceaccount", type: "bind", source: $account, options: ["bind", "ro"]}]
        | if $readonly then .mounts += [{destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "mode=1777"]}]
          else . end' "$bundle/image.json" >"$bundle/config.json"
}

run_container() { # BUNDLE NAME: in the foreground; CONTAINER_BY, if set, is put before it: taskset, for instance
    "${CONTAINER_BY[@]}" runc --root "$WORK/runc" run --bundle "$1" "$2" </dev/null
}

begin_container() { # BUNDLE NAME LOG
    run_container "$1" "$2" >"$3" 2>&1 &
    CONTAINER=$2 CONTAINER_RUN=$! CONTAINER_LOG=$3
}

# end_container: as a kubelet ends it, and waits for what it then still does
end_container() {
    runc --root "$WORK/runc" kill "$CONTAINER" TERM
    wait "$CONTAINER_RUN" || true
    CONTAINER=
}

end_training() {
    local pid
    [ -z "${CONTAINER:-}" ] || runc --root "$WORK/runc" delete --force "$CONTAINER" >/dev/null 2>&1 || true
    for pid in "${TRAINING_PIDS[@]}"; do kill "$pid" 2>/dev/null || true; done
    TRAINING_PIDS=()
}

training_account() { # keys of the API server, and the account by which the program finds it
    mkdir -p "$WORK/account"
    "$JAVA_HOME/bin/keytool" -genkeypair -alias api -keyalg EC -groupname secp256r1 -validity 2 -dname CN=training \
        -ext san=ip:127.0.0.1 -ext bc=ca:true -storetype PKCS12 -keystore "$WORK/api.p12" -storepass training 2>/dev/null
    "$JAVA_HOME/bin/keytool" -exportcert -rfc -alias api -keystore "$WORK/api.p12" -storepass training \
        -file "$WORK/account/ca.crt" 2>/dev/null
    printf training >"$WORK/account/token"
    printf plinth-system >"$WORK/account/namespace"
    chmod -R a+rX "$WORK/account"
}

training_objects() {
    local objects=$WORK/objects registries policy
    mkdir -p "$objects"
    registries="apiVersion: plinth.dev/v1
kind: RegistryConfig
registries:
  - prefix: registry.bench
    only: true
    mirrors: [{ location: \"127.0.0.1:$TRAINING_REGISTRY\", plainHttp: true, allowPrivateAddresses: true }]
"
    policy="apiVersion: plinth.dev/v1
kind: BaseImagePolicy
mode: warn
rules:
  - { name: slim-or-smaller, require: { tier: { atMost: slim } } }
  - { name: image-pinned, require: { imagePinning: { atLeast: codename } } }
  - { name: base-pinned, require: { basePinning: { atLeast: codename } }, onUnknown: allow }
  - { name: shop, match: { namespaceSelector: { matchLabels: { a: b } } }, require: { shell: false } }
"
    jq -n --arg policy "$policy" --arg registries "$registries" '{apiVersion: "v1", kind: "ConfigMap",
        metadata: {name: "plinth-policy", namespace: "plinth-system", resourceVersion: "1", uid: "1"},
        data: {"policy.yaml": $policy, "registries.yaml": $registries}}' >"$objects/api__v1__namespaces__plinth-system__configmaps__plinth-policy"
    jq -n '{apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration",
        metadata: {name: "plinth", resourceVersion: "1", uid: "2"}, webhooks: [{name: "a.plinth.dev", sideEffects: "None",
        admissionReviewVersions: ["v1"], clientConfig: {service: {name: "plinth", namespace: "plinth-system"}}}]}' \
        >"$objects/apis__admissionregistration.k8s.io__v1__validatingwebhookconfigurations__plinth"
    jq -n '{apiVersion: "v1", kind: "Node", metadata: {name: "n", resourceVersion: "1", uid: "3",
        labels: {"kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"}}}' >"$objects/api__v1__nodes__n"
    jq -n '{apiVersion: "v1", kind: "Namespace", metadata: {name: "shop", resourceVersion: "1", uid: "4", labels: {a: "b"}}}' \
        >"$objects/api__v1__namespaces__shop"
    jq -n '{apiVersion: "v1", kind: "ServiceAccount", metadata: {name: "default", namespace: "shop", resourceVersion: "1", uid: "5"}}' \
        >"$objects/api__v1__namespaces__shop__serviceaccounts__default"
    jq -n '{apiVersion: "v1", kind: "Pod", metadata: {name: "p", namespace: "shop", resourceVersion: "1", uid: "6"},
        spec: {nodeName: "n", containers: [{name: "a", image: "registry.bench/bench/running:1"}]},
        status: {phase: "Running"}}' >"$objects/api__v1__namespaces__shop__pods__p"
}

TRAINING_ENV=(KUBERNETES_SERVICE_HOST=127.0.0.1 "KUBERNETES_SERVICE_PORT=$TRAINING_API" PLINTH_NAMESPACE=plinth-system
    PLINTH_POD_NAME=training PLINTH_POLICY_CONFIG_MAP=plinth-policy PLINTH_CERTIFICATE_MODE=self-managed
    PLINTH_CERTIFICATE_SECRET=plinth-certificate PLINTH_CERTIFICATE_DNS_NAMES=localhost PLINTH_WEBHOOK_CONFIGURATION=plinth
    "PLINTH_PORT=$TRAINING_PORT" "PLINTH_MANAGEMENT_PORT=$TRAINING_MANAGEMENT" PLINTH_REGISTRY_PULL_SECRETS=true
    PLINTH_NAMESPACE_LABELS=true PLINTH_EVENTS=true PLINTH_AUDIT=true PLINTH_LOG_FORMAT=json PLINTH_LOG_LEVEL=INFO)

training_review() { # what an API server sends for a new Deployment; IMAGE is replaced by the load
    jq -cn '{kind: "AdmissionReview", apiVersion: "admission.k8s.io/v1", request: {uid: "7f0f5a1e-8f43-4a39-9b7e-0d1c6f6f0001",
        kind: {group: "apps", version: "v1", kind: "Deployment"}, resource: {group: "apps", version: "v1", resource: "deployments"},
        name: "cart", namespace: "shop", operation: "CREATE", userInfo: {username: "alice", groups: ["system:authenticated"]},
        object: {kind: "Deployment", apiVersion: "apps/v1", metadata: {name: "cart", namespace: "shop", labels: {app: "cart"},
            managedFields: [range(8) | {manager: "kubectl", operation: "Update", fieldsV1: {("f:\(.)"): {"f:a": {}}}}]},
            spec: {replicas: 2, selector: {matchLabels: {app: "cart"}}, template: {metadata: {labels: {app: "cart"}}, spec: {containers: [
                {name: "app", image: "registry.bench/bench/IMAGE:1", env: [range(20) | {name: "V\(.)", value: "a value"}]},
                {name: "side", image: "registry.bench/bench/IMAGE:2", resources: {limits: {cpu: "1", memory: "1Gi"}}}]}}}},
        oldObject: null, dryRun: false, options: {kind: "CreateOptions", apiVersion: "meta.k8s.io/v1"}}}'
}

# begin_cluster: an API server and a registry in that network
begin_cluster() {
    training_account
    training_objects
    start_beside "$JAVA_HOME/bin/java" -Xmx64m deploy/lib/training/ApiServer.java "$TRAINING_API" "$WORK/api.p12" "$WORK/objects" >"$WORK/api.log" 2>&1 &
    TRAINING_PIDS+=($!)
    start_beside "$JAVA_HOME/bin/java" -Xmx128m bench/Registry.java "$TRAINING_REGISTRY" >"$WORK/registry.log" 2>&1 &
    TRAINING_PIDS+=($!)
    within_seconds 60 beside curl -kfsS "https://127.0.0.1:$TRAINING_API/api/v1/nodes"
    within_seconds 60 beside curl -fsS "http://127.0.0.1:$TRAINING_REGISTRY/count"
}

# await_ready: until the program in the container is, asked ten times a second, since asking takes its processors too; prints the milliseconds
# since it was called
await_ready() {
    local begun
    begun=$(date +%s%N)
    until beside curl -fsS -o /dev/null "http://127.0.0.1:$TRAINING_MANAGEMENT/q/health/ready" 2>/dev/null; do
        if [ $((($(date +%s%N) - begun) / 1000000000)) -gt 120 ] || ! kill -0 "$CONTAINER_RUN" 2>/dev/null; then
            tail -20 "$CONTAINER_LOG" >&2
            die "the program did not become ready"
        fi
        sleep 0.1
    done
    echo $((($(date +%s%N) - begun) / 1000000))
}

# reviews COUNT IMAGES IN-FLIGHT: prints what bench/Load.java measures
reviews() {
    beside curl -kfsS "https://127.0.0.1:$TRAINING_API/ca" >"$WORK/ca.crt"
    [ -f "$WORK/review.json" ] || training_review >"$WORK/review.json"
    beside "$JAVA_HOME/bin/java" -Xmx256m bench/Load.java "https://localhost:$TRAINING_PORT/validate?timeout=10s" "$WORK/ca.crt" \
        "$WORK/review.json" "$@"
}

# first_reviews COUNT: one after the other, each of a Deployment with two images that are new to the program, by a client that has no beginnings of its
# own to be measured; prints `answered median slowest`, in milliseconds
first_reviews() {
    local number folder=$WORK/first
    beside curl -kfsS "https://127.0.0.1:$TRAINING_API/ca" >"$WORK/ca.crt"
    [ -f "$WORK/review.json" ] || training_review >"$WORK/review.json"
    mkdir -p "$folder"
    for ((number = 1; number <= $1; number++)); do
        sed "s/IMAGE/image-$number/g" "$WORK/review.json" >"$folder/$number.json"
        [ $number -eq 1 ] || echo next
        printf 'url = "https://localhost:%s/validate?timeout=10s"\ndata-binary = "@%s"\nheader = "content-type: application/json"\ncacert = "%s"\noutput = "%s"\nwrite-out = "%%{http_code} %%{time_total}\\n"\nnoproxy = "*"\n' \
            "$TRAINING_PORT" "$folder/$number.json" "$WORK/ca.crt" "$folder/$number.answer"
    done >"$folder/config"
    beside curl -sS -K "$folder/config" >"$folder/times"
    awk '$1 == 200 {print $2 * 1000}' "$folder/times" | sort -n | awk '{time[NR] = $1} END {printf "%d %.0f %.0f\n", NR, time[int((NR + 1) / 2)], time[NR]}'
}
