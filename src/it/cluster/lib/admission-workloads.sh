# shellcheck shell=bash
# Shapes of workloads that need an API server and its controllers, and no kubelet.

RUNS_BEFORE=(Deployment/legacy Pod/legacy CronJob/ticking)

before_enforcement() {
    accepts hard set_of Deployment legacy "$FULL"
    accepts hard pod legacy "$FULL"
    kubectl -n hard patch pod legacy --type merge -p '{"metadata":{"finalizers":["plinth.dev/check"]}}'
    cron_job ticking "$FULL" | sed 's/"0 0 1 1 \*"/"* * * * *"/; s/app: it/app: ticking/' >"$STATE/ticking.yaml"
    accepted kubectl -n hard apply -f "$STATE/ticking.yaml"
    echo "note: ${RUNS_BEFORE[*]} on $FULL"
}

# Another minute, another Job by the CronJob's controller, and its Pod by the Job's: judged when the CronJob was written.
cron_job_ticks() {
    within 75 ticked_since "$(cat "$STATE/enforced")"
    ticked_since "$(cat "$STATE/enforced")"
}
ticked_since() {
    kubectl -n hard get pods -o json | jq -re --arg since "$1" '[.items[] | select(.metadata.creationTimestamp > $since
        and any(.metadata.ownerReferences[]?; .kind == "Job" and (.name | startswith("ticking"))))][0] | "note: Job \(.metadata.ownerReferences[0].name), Pod \(.metadata.name)"'
}

sidecar_refused() {
    refuses hard pod_with_sidecar sidecar "$SLIM" "$FULL"
    accepts hard pod_with_sidecar sidecar "$SLIM" "$STATIC"
}
# Only the kubelet makes mirror pods; whoever else writes the annotation is judged.
forged_mirror_refused() {
    local file=$STATE/mirror.yaml
    pod mirror "$FULL" | sed 's/{name: mirror}/{name: mirror, annotations: {kubernetes.io\/config.mirror: forged}}/; s/^spec: {/spec: {nodeName: nowhere, /' >"$file"
    expect "$(refused kubectl -n hard create -f "$file")" no-full-bases
}
# An owner reference can be written by anyone.
forged_owner_refused() {
    local file=$STATE/owned.yaml uid
    uid=$(kubectl -n hard get replicasets -l app=it -o json | jq -r '[.items[] | select(any(.metadata.ownerReferences[]?; .name == "legacy"))][0].metadata.uid')
    pod owned "$FULL" | sed "s/{name: owned}/{name: owned, ownerReferences: [{apiVersion: apps\/v1, kind: ReplicaSet, name: legacy, uid: \"$uid\", controller: true}]}/" >"$file"
    expect "$(refused kubectl -n hard create -f "$file")" no-full-bases
}

undo_to_bad_refused() {
    accepted kubectl -n hard set image deployment/legacy "app=$SLIM"
    refused kubectl -n hard rollout undo deployment/legacy
    # Back as it was before enforcement, for what comes: by whom the policy lets.
    policy_of enforce 'exemptions:' "  - {images: ['$FULL'], namespaces: [hard], reason: 'back', owner: 'shop@corp.example', expires: 2099-01-01}" | set_policy
    within 20 undone
    in_force enforce
}
undone() { kubectl -n hard rollout undo deployment/legacy; }

evicted() {
    local pod
    pod=$(kubectl -n hard get pods -l app=it -o 'jsonpath={.items[0].metadata.name}')
    printf '{"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s", "namespace": "hard"}}' "$pod" >"$STATE/eviction.json"
    accepted kubectl create --raw "/api/v1/namespaces/hard/pods/$pod/eviction" -f "$STATE/eviction.json"
    within 20 gone pod "$pod"
    within 30 legacy_has 1
}

status_accepted() {
    accepted kubectl -n hard patch deployment legacy --subresource status --type merge -p '{"status":{"observedGeneration":1}}'
    accepted kubectl -n hard annotate deployment legacy touched=yes --overwrite
}

arm64_judged() {
    accepts hard pod_on arm "$MULTI" linux arm64
    # An image of another platform alone is judged all the same.
    refuses hard pod_on arm-full "$FULL" linux arm64
}
# No image of the index is for Windows: that is no violation, and said by its token.
windows_unsupported() {
    local text
    text=$(warns hard pod_on windows "$MULTI" windows amd64) || { echo "$text"; return 1; }
    expect "$text" unsupported
    echo "$text"
    # What is unavailable would be the end of the scan below.
    kubectl -n hard delete pod windows
}

namespace_without_a_mode() {
    local text
    text=$(refused apply plain "$(with pod full "$FULL")") || { echo "$text"; return 1; }
    expect "$text" 'Pod plain/full'
}

# A kind of the operator's own, named in the policy.
custom_kind() {
    kubectl apply -f - <<'END'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: rollouts.checks.plinth.dev}
spec:
  group: checks.plinth.dev
  scope: Namespaced
  names: {kind: Rollout, plural: rollouts, singular: rollout}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
END
    policy_of enforce 'workloads:' '  - {apiVersion: checks.plinth.dev/v1, kind: Rollout, podTemplate: spec.template}' | set_policy
    within 30 served_rollouts
    within 20 refuses_quietly hard rollout custom "$FULL"
    accepts hard rollout custom "$SLIM"
    expect "$(refused apply hard "$(with rollout custom "$FULL")")" 'Rollout hard/custom'
    echo 'note: kind Rollout of checks.plinth.dev, refused on create and update'
    kubectl delete crd rollouts.checks.plinth.dev --timeout 60s
    in_force enforce
}
served_rollouts() { kubectl get rollouts.checks.plinth.dev -A; }
rollout() {
    cat <<END
apiVersion: checks.plinth.dev/v1
kind: Rollout
metadata: {name: $1}
spec: {template: {$(template "$2")}}
END
}
