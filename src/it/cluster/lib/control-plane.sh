# shellcheck shell=bash
# etcd, kube-apiserver, kube-controller-manager and kube-scheduler, for both kinds of cluster. The caller has set
#   STATE    folder of keys, data, logs and PIDs
#   ADDRESS  the address that everything listens on
#   INSIDE   array: a command prefix that enters a network namespace, or nothing

SERVICE_RANGE=10.96.0.0/16

control_plane_keys() {
    # Of yesterday, as those of a cluster mostly are: a client whose clock is behind takes them.
    MADE=-1d certificate_authority "$STATE/keys" plinth-it
    MADE=-1d certificate "$STATE/keys" apiserver /CN=kube-apiserver \
        "IP:$ADDRESS,IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"
    certificate "$STATE/keys" kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
    certificate "$STATE/keys" admin /O=system:masters/CN=admin
    certificate "$STATE/keys" controller-manager /CN=system:kube-controller-manager
    certificate "$STATE/keys" scheduler /CN=system:kube-scheduler
    [ -f "$STATE/keys/service-account.key" ] ||
        openssl genrsa -out "$STATE/keys/service-account.key" 2048 2>/dev/null
}

control_plane_kubeconfigs() {
    local server name
    server=https://$ADDRESS:$(port_of "$STATE" api)
    for name in admin controller-manager scheduler; do
        write_kubeconfig "$STATE/$name.kubeconfig" "$server" "$STATE/keys" "$name"
    done
    cp "$STATE/admin.kubeconfig" "$STATE/kubeconfig"
}

start_etcd() {
    local client peer
    client=http://$ADDRESS:$(port_of "$STATE" etcd)
    peer=http://$ADDRESS:$(port_of "$STATE" etcd-peer)
    # No fsync: what is in this etcd is worth nothing after a power cut, and a shared disk makes leases time out.
    launch "$STATE" etcd "${INSIDE[@]}" etcd --name it --data-dir "$STATE/etcd" --logger zap --log-level warn --unsafe-no-fsync \
        --listen-client-urls "$client" --advertise-client-urls "$client" \
        --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "it=$peer"
    await "$STATE" etcd 30 "${INSIDE[@]}" curl -fsS --noproxy '*' "$client/health"
}

# start_apiserver [FLAG...]
start_apiserver() {
    local api keys=$STATE/keys
    api=$(port_of "$STATE" api)
    # The audit log shows what a webhook's audit annotations were, and which rights a service account really used.
    keep "$STATE/audit.yaml" <<'END'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived, ResponseStarted]
rules:
- level: None
  users: ["system:apiserver", "system:kube-scheduler", "system:kube-controller-manager"]
  verbs: [get, list, watch]
- level: None
  nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version", "/openapi*"]
- level: Metadata
END
    shown_to_webhooks
    launch "$STATE" kube-apiserver "${INSIDE[@]}" "$BIN/kube-apiserver" \
        --etcd-servers "http://$ADDRESS:$(port_of "$STATE" etcd)" \
        --bind-address "$ADDRESS" --advertise-address "$ADDRESS" --secure-port "$api" \
        --tls-cert-file "$keys/apiserver.crt" --tls-private-key-file "$keys/apiserver.key" --client-ca-file "$keys/ca.crt" \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$keys/service-account.key" \
        --service-account-signing-key-file "$keys/service-account.key" --service-cluster-ip-range "$SERVICE_RANGE" \
        --admission-control-config-file "$STATE/admission.yaml" \
        --audit-policy-file "$STATE/audit.yaml" --audit-log-path "$STATE/log/audit.log" --audit-log-mode batch \
        --audit-log-batch-max-wait 200ms --profiling=false --v=0 "$@"
    await "$STATE" kube-apiserver 90 api_ready
}

# shown_to_webhooks: a certificate by which webhooks that ask for one know this API server, of an authority that signs nothing else
shown_to_webhooks() {
    local keys=$STATE/keys/webhooks
    certificate_authority "$keys" 'webhook clients'
    certificate "$keys" client /CN=kube-apiserver-webhooks
    certificate "$keys" other /CN=somebody-else
    keep "$STATE/webhooks.kubeconfig" <<END
apiVersion: v1
kind: Config
users:
- name: '*'
  user: {client-certificate: "$keys/client.crt", client-key: "$keys/client.key"}
END
    keep "$STATE/admission.yaml" <<END
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: ValidatingAdmissionWebhook
  configuration:
    apiVersion: apiserver.config.k8s.io/v1
    kind: WebhookAdmissionConfiguration
    kubeConfigFile: $STATE/webhooks.kubeconfig
END
}

api_ready() {
    "${INSIDE[@]}" "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" --request-timeout 5s get --raw /readyz
}

start_controller_manager() {
    local keys=$STATE/keys
    launch "$STATE" kube-controller-manager "${INSIDE[@]}" "$BIN/kube-controller-manager" \
        --kubeconfig "$STATE/controller-manager.kubeconfig" --authentication-kubeconfig "$STATE/controller-manager.kubeconfig" \
        --authorization-kubeconfig "$STATE/controller-manager.kubeconfig" --bind-address "$ADDRESS" \
        --secure-port "$(port_of "$STATE" controller-manager)" --use-service-account-credentials \
        --service-account-private-key-file "$keys/service-account.key" --root-ca-file "$keys/ca.crt" \
        --cluster-signing-cert-file "$keys/ca.crt" --cluster-signing-key-file "$keys/ca.key" --leader-elect=false --v=0
    # Pods are refused in a namespace whose default service account does not exist yet.
    await "$STATE" kube-controller-manager 60 \
        "${INSIDE[@]}" "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" -n default get serviceaccount default
}

start_scheduler() {
    launch "$STATE" kube-scheduler "${INSIDE[@]}" "$BIN/kube-scheduler" --kubeconfig "$STATE/scheduler.kubeconfig" \
        --authentication-kubeconfig "$STATE/scheduler.kubeconfig" --authorization-kubeconfig "$STATE/scheduler.kubeconfig" \
        --bind-address "$ADDRESS" --secure-port "$(port_of "$STATE" scheduler)" --leader-elect=false --v=0
}
