# shellcheck shell=bash
# What check-node looks at, in this order. The caller has set STATE, CHART, RATE, PLINTH_IT_IMAGE and PLINTH_IT_REGISTRY. What each row
# is about, and which run for every change, stands in the file `rows`.

# shellcheck source-path=SCRIPTDIR
for part in release node-load node-certificates node-workloads node-rights node-procedures node-size; do . "$CLUSTER_SCRIPTS/lib/$part.sh"; done

run_checks() {
    names_of_everything >"$STATE/before"
    date -u +%FT%TZ >"$STATE/begun"
    check every-procedure-of-operations-has-a-row every_heading_has_a_row
    check what-runs-before-enforcement run_before_enforcement
    check operations-install install
    if [ "$FAILED" -gt 0 ]; then
        echo 'Plinth is not installed; nothing else can be checked'
        return
    fi
    check install-to-the-first-judged-pod-in-time installed_in_time
    check operations-install:looks after_install
    check operations-gitops:diff-after-install no_difference
    workload_checks
    certificate_checks
    check operations-upgrade-and-rollback:upgrade-under-load under_load upgrade
    check operations-upgrade-and-rollback:rollback-under-load under_load rollback
    check killed-replica-under-load-gives-no-wrong-answer killed_under_load
    check pods-come-back-after-the-kill rolled_out
    check authority-rotated-under-load rotated_under_load
    check secret-older-than-the-configuration-is-mended older_secret_restored
    procedure_checks
    check many-pods-are-made many_pods
    check many-pods-are-audited many_pods_audited
    check many-pods-go many_pods_go
    check cronjob-makes-a-job-makes-a-pod cron_job_runs
    check drain-with-existing-enforced-is-refused drained_with_existing_enforced
    check operations-gitops:diff-after-the-days-work no_difference
    check findings-said-again-are-counted findings_are_counted
    check no-right-was-missing nothing_denied
    check every-right-was-used every_grant_used
    check operations-uninstall uninstall
}

workload_checks() {
    check what-ran-before-still-runs still_run
    check full-pod-is-refused refuses hard pod full "$FULL"
    check slim-deployment-runs slim_deployment_runs
    check warning-in-a-warn-namespace soft_is_warned
    check set-image-to-full-is-refused refused kubectl -n hard set image deployment/slim "app=$FULL"
    check sidecar-is-judged-and-runs sidecar_runs
    check image-volume-is-judged-and-mounted image_volume_runs
    check ephemeral-container-is-refused ephemeral_refused
    check ephemeral-container-runs ephemeral_runs
    check static-pod-and-its-mirror-are-let-be static_pod_runs
    check controllers-make-pods-of-what-ran-before pods_made_again
    check scale-up-of-what-ran-before scaled_up
    check autoscaled-what-ran-before scaled_up_by_patch
    check node-drain-of-what-ran-before drained
    check roll-out-from-bad-to-good rolled_out_to_good
    check roll-back-to-bad-is-refused undo_to_bad_refused
    check roll-back-to-good-is-accepted undo_to_good
    check own-and-system-namespaces-are-not-judged system_namespaces
    check bad-policy-edit-is-refused bad_edit_refused
    check policy-edit-reaches-every-replica edit_reaches_all
}

certificate_checks() {
    check operations-certificates:renewed-under-load renewed_under_load
    check configuration-older-than-the-secret-is-mended older_configuration_restored
    check deleted-certificate-comes-back deleted_secret_comes_back
    check malformed-certificate-is-replaced malformed_secret_is_replaced
}

procedure_checks() {
    check helm-test helm_test
    check operations-the-policy the_policy
    check operations-gitops:two-renderings-are-equal renderings_are_equal
    check operations-emergency-stop emergency_stop
    check emergency-stop-as-notes-say notes_stop
    check operations-failing-open-or-closed fails_without_replicas
    check operations-a-registry-is-down-slow-or-limits registry_down
    check operations-the-api-server-cannot-reach-the-webhook unreachable_webhook
    check webhook-unreachable-and-ignored unreachable_but_ignored
    check findings-stand-as-events findings_are_events
    check operations-who-may-call-the-webhook stranger_calls
    check operations-the-report report_is_read
    check given-certificate-broken-keeps-the-one-before given_certificates
    check second-release-goes-without-a-trace second_release_goes
}
