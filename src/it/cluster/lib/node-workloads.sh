# shellcheck shell=bash
# Workloads that need a kubelet: what ran before enforcement and goes on, roll-outs, drains, static pods, ephemeral containers.

# One of each kind on a full base, running before Plinth is installed.
before_enforcement() {
    local kind
    for kind in Deployment ReplicaSet StatefulSet DaemonSet; do own_label "${kind,,}" set_of $kind "old-${kind,,}" "$FULL"; done
    own_label rc replication_controller old-rc "$FULL"
    own_label job job old-job "$FULL"
    own_label cronjob cron_job old-cronjob "$FULL" | sed 's/"0 0 1 1 \*"/"* * * * *"/'
}
own_label() { # LABEL MANIFEST-FUNCTION...: else sets of one label would quarrel over pods
    local label=$1
    shift
    echo ---
    "$@" | sed "s/app: it/app: old-$label/g"
}
run_before_enforcement() {
    make_namespaces
    before_enforcement >"$STATE/before.yaml"
    kubectl -n hard create -f "$STATE/before.yaml"
    # What the audit finds and tells of at its owner.
    kubectl -n soft create -f "$STATE/before.yaml"
    within 60 old_pods_ready 6
    echo "note: $(old_pods | wc -l) pods of 7 kinds on a full base run"
}
old_pods() { kubectl -n hard get pods -o json | jq -r '.items[] | select((.metadata.labels.app // "") | startswith("old-")) | .metadata.name'; }
old_pods_ready() { # LEAST [SINCE]: made since, and ready
    kubectl -n hard get pods -o json | jq -e --argjson least "$1" --arg since "${2:-}" '[.items[]
        | select(((.metadata.labels.app // "") | startswith("old-")) and .metadata.creationTimestamp >= $since and .metadata.deletionTimestamp == null)
        | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length >= $least'
}

still_run() {
    [ "$(old_pods | wc -l)" -ge 6 ]
    old_pods_ready 6
    kubectl -n hard get pods -o json | jq -e '[.items[].status.containerStatuses[]?.restartCount] | add == 0'
}

# Each controller makes its pod anew, on the template of then: warned about, not kept from running.
pods_made_again() {
    local since
    since=$(date -u +%FT%TZ)
    kubectl -n hard delete pods -l 'app in (old-deployment,old-replicaset,old-statefulset,old-daemonset,old-rc)' --wait=false
    within 90 old_pods_ready 5 "$since"
    echo "note: Deployment, ReplicaSet, StatefulSet, DaemonSet and ReplicationController have their pods again"
}
scaled_up() {
    kubectl -n hard scale deployment/old-deployment --replicas 3
    kubectl -n hard rollout status deployment/old-deployment --timeout 60s
    kubectl -n hard scale deployment/old-deployment --replicas 1
}
scaled_up_by_patch() { # as an autoscaler does, on the subresource
    kubectl -n hard patch statefulset old-statefulset --subresource scale --type merge -p '{"spec":{"replicas":2}}'
    kubectl -n hard rollout status statefulset/old-statefulset --timeout 60s
}

cron_job_runs() {
    within 75 cron_pod_since "$(cat "$STATE/begun")"
    cron_pod_since "$(cat "$STATE/begun")"
}
cron_pod_since() {
    kubectl -n hard get pods -o json | jq -re --arg since "$1" '[.items[] | select(any(.metadata.ownerReferences[]?; .kind == "Job" and (.name | startswith("old-cronjob")))
        and .status.startTime != null and .status.startTime > $since)][0] | "note: CronJob old-cronjob, \(.metadata.ownerReferences[0].kind) \(.metadata.ownerReferences[0].name), Pod \(.metadata.name): \(.status.phase)"'
}

node_name() { kubectl get nodes -o 'jsonpath={.items[0].metadata.name}'; }
drained() {
    local node since
    node=$(node_name)
    since=$(date -u +%FT%TZ)
    kubectl drain "$node" --pod-selector 'app in (old-deployment,old-rc)' --ignore-daemonsets --timeout 60s
    # The replacements wait for a node: they were let in.
    within 20 pending_since "$since" 2
    kubectl uncordon "$node"
    within 60 old_pods_ready 2 "$since"
    echo 'note: evicted, made again, and running after the node came back'
}
pending_since() {
    kubectl -n hard get pods -o json | jq -e --arg since "$1" --argjson least "$2" '[.items[] | select(.metadata.creationTimestamp >= $since
        and .status.phase == "Pending" and .metadata.deletionTimestamp == null)] | length >= $least'
}
drained_with_existing_enforced() {
    local since
    since=$(date -u +%FT%TZ)
    edit_policy "$(policy_of enforce 'existing: enforce')"
    sleep 3
    kubectl drain "$(node_name)" --pod-selector app=old-rc --ignore-daemonsets --timeout 60s
    kubectl uncordon "$(node_name)"
    within 40 replacement_refused "$since"
    edit_policy "$(policy_of enforce)"
    # The controller tries again by itself, ever less often.
    within 180 old_rc_back
    replacement_refused "$since"
}
replacement_refused() {
    kubectl -n hard get events --field-selector reason=FailedCreate -o json | jq -re --arg since "$1" '
        [.items[] | select(.lastTimestamp >= $since and .involvedObject.kind == "ReplicationController" and (.message | contains("plinth denied")))][0].message | "note: " + (gsub("\\s+"; " "))[0:200]'
}
old_rc_back() { kubectl -n hard get rc old-rc -o json | jq -e '.status.readyReplicas >= 1'; }

rolled_out_to_good() {
    accepted kubectl -n hard set image deployment/old-deployment "app=$SLIM"
    kubectl -n hard rollout status deployment/old-deployment --timeout 90s
    kubectl -n hard get replicasets -o json | jq -e --arg image "$FULL" '[.items[] | select(any(.metadata.ownerReferences[]?; .name == "old-deployment")
        and .spec.template.spec.containers[0].image == $image) | .spec.replicas] == [0]'
    echo "note: the ReplicaSet on $FULL is at 0"
}
undo_to_bad_refused() {
    local text
    text=$(refused kubectl -n hard rollout undo deployment/old-deployment) || { echo "$text"; return 1; }
    expect "$text" no-full-bases
}
undo_to_good() {
    accepted kubectl -n hard set image deployment/old-deployment "app=$STATIC"
    accepted kubectl -n hard rollout undo deployment/old-deployment
    kubectl -n hard rollout status deployment/old-deployment --timeout 60s
}

slim_deployment_runs() {
    accepts hard set_of Deployment slim "$SLIM"
    kubectl -n hard rollout status deployment/slim --timeout 60s
}
sidecar_runs() {
    accepts hard pod_with_sidecar sidecar "$STATIC" "$SLIM"
    kubectl -n hard wait pod/sidecar --for condition=Ready --timeout 60s
    refuses hard pod_with_sidecar bad-sidecar "$STATIC" "$FULL"
    kubectl -n hard delete pod sidecar --wait=false
}
image_volume_runs() {
    accepts hard pod_with_image_volume volume "$SLIM" "$STATIC"
    kubectl -n hard wait pod/volume --for condition=Ready --timeout 60s
    kubectl -n hard exec volume -- ls /content
    refuses hard pod_with_image_volume bad-volume "$SLIM" "$FULL"
    kubectl -n hard delete pod volume --wait=false
}
slim_pod() { kubectl -n hard get pod -l app=it --field-selector status.phase=Running -o 'jsonpath={.items[0].metadata.name}'; }
ephemeral_refused() {
    refused kubectl -n hard debug "$(slim_pod)" --image "$FULL" --attach=false --profile general
}
ephemeral_runs() {
    local pod
    pod=$(slim_pod)
    accepted kubectl -n hard debug "$pod" --image "$STATIC" --container see --attach=false --profile general
    within 30 ephemeral_running "$pod"
}
ephemeral_running() { kubectl -n hard get pod "$1" -o json | jq -e 'any(.status.ephemeralContainerStatuses[]?; .name == "see" and .state.running != null)'; }

# The kubelet runs what lies in its folder, and shows it to the API server as a mirror pod, which is not judged: refusing would not stop it.
static_pod_runs() {
    needs_own_node
    local folder=${PLINTH_IT_CRI_SOCKET%/*}/static-pods
    pod static "$FULL" | sed 's/{name: static}/{name: static, namespace: hard}/' >"$folder/.static.yaml"
    mv "$folder/.static.yaml" "$folder/static.yaml"
    within 60 mirror_pod_ready
    rm "$folder/static.yaml"
    within 60 mirror_pod_gone
    echo "note: static pod on $FULL ran, its mirror pod was let in, and both went"
}
mirror_pod_ready() { kubectl -n hard get pod "static-$(node_name)" -o json | jq -e 'any(.status.conditions[]?; .type == "Ready" and .status == "True") and .metadata.annotations["kubernetes.io/config.mirror"] != null'; }
mirror_pod_gone() { ! kubectl -n hard get pod "static-$(node_name)" 2>/dev/null; }

soft_is_warned() {
    local text
    text=$(warns soft pod full "$FULL") || { echo "$text"; return 1; }
    expect "$text" no-full-bases
    echo "$text"
}
system_namespaces() {
    local namespace
    for namespace in kube-system "$RELEASE_NAMESPACE"; do accepted dry_apply "$namespace" "$(with pod full "$FULL")" || return 1; done
}
bad_edit_refused() {
    local text
    if text=$(edit_policy "$(policy_of nonsense)" 2>&1); then
        echo "went through: $text"
        return 1
    fi
    expect "$text" policy.plinth.dev 'mode: must be one of enforce, warn, audit'
    echo "$text"
}
edit_reaches_all() {
    set_in_force warn
    set_in_force enforce
}
