# shellcheck shell=bash
# What check-admission looks at. The order matters where it says so: what ran before enforcement is made first. Which rows run for
# every change stands in the file `rows`.

# shellcheck source-path=SCRIPTDIR
for part in admission-workloads admission-trouble; do . "$CLUSTER_SCRIPTS/lib/$part.sh"; done

run_checks() {
    check an-empty-policy-allows-everything before_enforcement
    check policy-edit-takes-effect in_force enforce
    date -u +%FT%TZ >"$STATE/enforced"
    check pod-on-a-full-base-is-refused full_pod_refused
    check pod-on-a-slim-base-is-accepted accepts hard pod slim "$SLIM"
    check pod-from-scratch-is-accepted accepts hard pod static "$STATIC"
    check index-of-two-platforms-is-accepted accepts hard pod multi "$MULTI"
    check lying-annotation-is-refused liar_refused
    check namespace-in-warn-gives-a-warning soft_pod_warned
    check namespace-in-audit-says-nothing silent_pod
    local kind
    for kind in Deployment ReplicaSet StatefulSet DaemonSet; do
        check "${kind,,}-is-refused" refuses hard set_of $kind full "$FULL"
    done
    check job-is-refused refuses hard job full "$FULL"
    check cronjob-is-refused refuses hard cron_job full "$FULL"
    check replication-controller-is-refused refuses hard replication_controller full "$FULL"
    check init-container-is-refused refuses hard pod_with_init init "$SLIM" "$FULL"
    check sidecar-is-judged sidecar_refused
    check image-volume-is-refused refuses hard pod_with_image_volume volume "$SLIM" "$FULL"
    check deployment-cronjob-and-job-on-slim-are-accepted slim_sets
    check ephemeral-container-is-refused ephemeral_refused
    check ephemeral-container-on-slim-is-accepted ephemeral_accepted
    check set-image-to-full-is-refused set_image_refused
    check set-image-to-static-is-accepted accepted kubectl -n hard set image deployment/slim "app=$STATIC"
    check server-side-apply-is-refused refused kubectl -n hard apply --server-side -f "$(with pod full "$FULL")"
    check replace-is-refused replace_refused
    check generate-name-is-refused generate_name_refused
    check namespace-without-a-mode-has-the-policys namespace_without_a_mode
    check forged-mirror-annotation-is-judged forged_mirror_refused
    check forged-owner-is-judged forged_owner_refused
    check arm64-selector-is-judged arm64_judged
    check windows-selector-is-unsupported windows_unsupported
    check custom-kind-is-judged custom_kind
    check dry-run-is-judged-and-leaves-no-trace dry_run
    check scaling-what-ran-before-is-accepted scale_legacy
    check pods-of-what-ran-before-are-made legacy_pods_made
    check restart-of-what-ran-before-is-accepted accepted kubectl -n hard rollout restart deployment/legacy
    check roll-back-to-bad-is-refused undo_to_bad_refused
    check eviction-is-accepted evicted
    check status-and-annotations-are-accepted status_accepted
    check label-on-what-ran-before-is-accepted accepted kubectl -n hard label pod/legacy touched=yes
    check delete-with-finalizer-is-accepted finalizer
    check command-line-scans-what-runs scan_cluster
    check command-line-explains-a-workload explain_workload
    check missing-image-is-unavailable-not-violating missing_image
    check invalid-reference-is-named invalid_reference
    check refusal-is-in-the-audit-log audit_annotations
    check metrics-count-what-happened metrics_count
    check policy-edit-to-warn-takes-effect edit_to_warn
    check bad-policy-edit-keeps-the-last-good-one bad_edit
    check policy-edit-back-to-enforce-takes-effect in_force enforce
    check exemption-lets-one-through exemption
    check existing-enforce-refuses-the-pods existing_enforced
    in_force enforce >/dev/null
    check registry-outage-is-said-plainly outage
    check registry-that-hangs-is-timed-out registry_hangs
    check namespace-deleted-during-a-review namespace_goes_during_a_review
    check certificate-out-of-its-time-keeps-the-one-before certificate_out_of_its_time
    check only-the-api-server-is-answered then_restored only_the_api_server
    check clock-of-the-program-an-hour-ahead then_restored clock_ahead
    check clock-of-the-program-an-hour-behind then_restored clock_behind
    [ "$MODE" = file ] || config_map_checks
    check five-hundred-rules five_hundred_rules
    check cronjob-makes-a-job-makes-a-pod cron_job_ticks
    check healthy-at-the-end healthy
}

config_map_checks() {
    check pull-secrets-missing-and-malformed pull_secrets
    check policy-map-empty map_empty
    check policy-map-with-an-unknown-key map_unknown_key
    check policy-map-huge map_huge
    check policy-map-deleted-while-running map_deleted
    check policy-map-missing-at-the-start map_missing_at_start
    check api-server-away-for-a-moment api_server_away 10
    check api-server-away-for-a-minute api_server_away 60
}

full_pod_refused() {
    local text
    text=$(refused apply hard "$(with pod full "$FULL")") || { echo "$text"; return 1; }
    expect "$text" 'plinth denied 1 of 1 image' 'Pod hard/full' 'container "app"' "$FULL" 'docker.io/library/debian:bookworm' \
        no-full-bases 'tier full is above slim' 'platform@corp.example'
    ! kubectl -n hard get pod full 2>/dev/null || return 1
}
liar_refused() {
    local text
    text=$(refused apply hard "$(with pod liar "$LIAR")") || { echo "$text"; return 1; }
    expect "$text" base-claim-refuted 'names debian:bookworm-slim'
}
soft_pod_warned() {
    local text
    text=$(warns soft pod full "$FULL") || { echo "$text"; return 1; }
    expect "$text" no-full-bases "$FULL" 'pod/full created'
}
silent_pod() { accepts silent pod full "$FULL"; }
slim_sets() {
    accepts hard set_of Deployment slim "$SLIM"
    accepts hard cron_job slim "$SLIM"
    accepts hard job slim "$SLIM"
}
ephemeral_refused() {
    local text
    text=$(refused kubectl -n hard debug pod/slim --image "$FULL" --container look --profile general --attach=false) ||
        { echo "$text"; return 1; }
    expect "$text" no-full-bases look
}
ephemeral_accepted() {
    accepted kubectl -n hard debug pod/slim --image "$STATIC" --container see --profile general --attach=false
    expect "$(kubectl -n hard get pod slim -o 'jsonpath={.spec.ephemeralContainers[*].name}')" see
}
set_image_refused() {
    local text
    text=$(refused kubectl -n hard set image deployment/slim "app=$FULL") || { echo "$text"; return 1; }
    expect "$text" 'Deployment hard/slim' no-full-bases
    expect "$(kubectl -n hard get deployment slim -o 'jsonpath={.spec.template.spec.containers[0].image}')" "$SLIM"
}
replace_refused() { refused kubectl -n hard replace -f "$(with set_of Deployment slim "$FULL")"; }
generate_name_refused() {
    local file=$STATE/generate-name.yaml
    pod x "$FULL" | sed 's/{name: x}/{generateName: worker-}/' >"$file"
    expect "$(refused kubectl -n hard create -f "$file")" 'worker-'
}
dry_run() {
    local before after
    before=$(metric plinth_violations_total)
    refused kubectl -n hard create deployment dry --image "$FULL" --dry-run=server
    after=$(metric plinth_violations_total)
    [ "$before" = "$after" ] || { echo "violations went from $before to $after"; return 1; }
    [ "$(metric plinth_admission_reviews_total 'dry_run="true"')" != 0 ] || { echo 'no dry run counted'; return 1; }
}
scale_legacy() {
    accepted kubectl -n hard scale deployment/legacy --replicas 3
    accepted kubectl -n hard patch deployment legacy -p '{"spec":{"replicas":4}}'
}
# A controller's pods for a template that was accepted once: warned about, never kept from running.
legacy_pods_made() {
    within 30 legacy_has 4
}
legacy_has() { [ "$(kubectl -n hard get pods -l app=it -o json | jq --arg image "$FULL" '[.items[] | select(.spec.containers[0].image == $image)] | length')" -ge "$1" ]; }
finalizer() {
    accepted kubectl -n hard delete pod legacy --wait=false
    accepted kubectl -n hard patch pod legacy --type merge -p '{"metadata":{"finalizers":null}}'
    within 10 gone pod legacy
}
gone() { ! kubectl -n hard get "$1" "$2" 2>/dev/null; }
scan_cluster() {
    local text
    text=$("${PROGRAM[@]}" scan --cluster --registries "$STATE/registries.yaml" 2>&1) || { echo "$text"; return 1; }
    expect "$text" 'Deployment hard/legacy' 'tier full is above slim' 'debian:bookworm'
    expect_none "$text" ReplicaSet
}
explain_workload() {
    local text
    text=$("${PROGRAM[@]}" explain -n hard deployment/legacy --registries "$STATE/registries.yaml" 2>&1) ||
        { echo "$text"; return 1; }
    expect "$text" 'tier full is above slim'
}
missing_image() {
    local text
    text=$(warns hard pod missing registry.test/shop/never:1.0) || { echo "$text"; return 1; }
    expect "$text" 'not-found' 'registry.test/shop/never:1.0'
}
invalid_reference() {
    local text
    text=$(warns hard pod invalid 'nginx@sha256:x') || { echo "$text"; return 1; }
    expect "$text" invalid-reference
}
audit_annotations() {
    [ "$OWN_CLUSTER" = yes ] || return 0
    within 10 annotated
}
annotated() {
    [ -n "$(jq -r --arg key "$WEBHOOK/verdict" 'select(.annotations[$key] != null and .responseStatus.code == 403
        and .objectRef.namespace == "hard") | .auditID' "$PLINTH_IT_DIR/control-plane/log/audit.log")" ]
}
metrics_count() {
    local name
    for name in plinth_admission_reviews_total plinth_images_judged_total plinth_violations_total plinth_registry_requests_total \
        plinth_cache_requests_total plinth_admission_review_duration_seconds_count; do
        [ "$(metric $name)" != 0 ] || { echo "$name is 0 or missing"; return 1; }
    done
    expect_none "$(metrics | grep ^plinth_)" 'shop/full:1.0' sha256:
}
edit_to_warn() {
    in_force warn
    warns hard pod full-warned "$FULL"
}
# With a ConfigMap, the edit is refused where it is made; past that (as while Plinth was away), the last good one stays.
bad_edit() {
    local text
    in_force enforce
    if [ "$MODE" = config-map ]; then
        if text=$(policy_of 'nonsense' 'unknownKey: true' | set_policy 2>&1); then
            echo "the bad edit went through: $text"
            return 1
        fi
        expect "$text" 'validate-policy.plinth.dev' 'mode: must be one of' unknownKey
        unregister
    fi
    policy_of nonsense 'unknownKey: true' | set_policy
    [ "$MODE" = file ] || register
    within 15 reloads_failed
    refuses hard pod full "$FULL"
    curl -fsS --noproxy '*' "$(management)/q/health/ready"
}
reloads_failed() { [ "$(metric plinth_policy_reloads_total 'outcome="refused"')" -gt 0 ]; }
exemption() {
    policy_of enforce 'exemptions:' "  - {images: ['$FULL'], namespaces: [hard], reason: 'moved next month'," \
        "     owner: 'shop@corp.example', expires: 2099-01-01}" | set_policy
    within 20 allows_quietly hard pod probe "$FULL"
    accepts hard pod exempt "$FULL"
}
existing_enforced() {
    in_force enforce 'existing: enforce'
    kubectl -n hard scale deployment/legacy --replicas 6
    within 30 failed_create
}
failed_create() {
    kubectl -n hard get events --field-selector reason=FailedCreate -o json | jq -e '.items[] | select(.message | contains("plinth denied"))'
}
outage() {
    local text
    "$CLUSTER_SCRIPTS/registry" stop main
    text=$(warns hard pod outage registry.test/shop/other:1.0) || { echo "$text"; return 1; }
    expect "$text" unreachable
    "$CLUSTER_SCRIPTS/registry" up main
    within 20 accepts hard pod after-outage registry.test/shop/on-busybox:1.0
}
healthy() {
    curl -fsS --noproxy '*' "$(management)/q/health/live"
    curl -fsS --noproxy '*' "$(management)/q/health/ready"
    expect_none "$(cat "$STATE/log/plinth.log")" 'Exception in' 'OutOfMemory'
}
