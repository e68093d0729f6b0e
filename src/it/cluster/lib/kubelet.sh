# shellcheck shell=bash
# The kubelet and kube-proxy. The caller has set STATE, ADDRESS, INSIDE and NODE (the node's name).

# The kubelet's groups under this one, so that what is left after a stop is known to be this node's.
CGROUP=/plinth-it

kubelet_keys() {
    certificate "$STATE/keys" kubelet "/O=system:nodes/CN=system:node:$NODE"
    certificate "$STATE/keys" kube-proxy /CN=system:kube-proxy
    local name
    for name in kubelet kube-proxy; do
        write_kubeconfig "$STATE/$name.kubeconfig" "https://$ADDRESS:$(port_of "$STATE" api)" "$STATE/keys" "$name"
    done
}

start_kubelet() {
    make_cgroups
    mkdir -p "$STATE/static-pods"
    keep "$STATE/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $ADDRESS
port: 10250
healthzBindAddress: 127.0.0.1
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: "$STATE/keys/ca.crt"}
authorization: {mode: Webhook}
failCgroupV1: false
failSwapOn: false
cgroupDriver: cgroupfs
cgroupRoot: $CGROUP
containerRuntimeEndpoint: "unix://$(containerd_socket)"
podLogsDir: "$STATE/pod-logs"
staticPodPath: "$STATE/static-pods"
resolvConf: /dev/null
clusterDNS: [$DNS_SERVICE]
clusterDomain: cluster.local
registerNode: true
maxPods: 250
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 50Mi, nodefs.available: 1%, nodefs.inodesFree: 1%, imagefs.available: 1%}
shutdownGracePeriod: 0s
syncFrequency: 10s
nodeStatusUpdateFrequency: 5s
END
    launch "$STATE" kubelet "${INSIDE[@]}" "$BIN/kubelet" --config "$STATE/kubelet.yaml" --kubeconfig "$STATE/kubelet.kubeconfig" \
        --root-dir "$STATE/kubelet" --cert-dir "$STATE/kubelet/pki" --hostname-override "$NODE" --node-ip "$ADDRESS" --v=0
}

# node_ready SINCE: and said so after that moment. After a cold start, the API server still has what was true before.
node_ready() {
    local status heard
    read -r status heard < <("${INSIDE[@]}" "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" get node "$NODE" \
        -o 'jsonpath={range .status.conditions[?(@.type=="Ready")]}{.status} {.lastHeartbeatTime}{end}') || true
    [ "$status" = True ] && [[ $heard > $1 ]]
}

start_kube_proxy() {
    keep "$STATE/kube-proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clientConnection: {kubeconfig: "$STATE/kube-proxy.kubeconfig"}
clusterCIDR: $POD_RANGE
hostnameOverride: $NODE
conntrack: {maxPerCore: 0, min: 0}
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
END
    launch "$STATE" kube-proxy "${INSIDE[@]}" "$BIN/kube-proxy" --config "$STATE/kube-proxy.yaml" --v=0
    # It waits for the node that the kubelet registers.
    await "$STATE" kube-proxy 60 "${INSIDE[@]}" curl -fsS http://127.0.0.1:10256/livez
}

# Version 1 has a tree a controller, version 2 one for all.
cgroup_trees() {
    awk '$3 == "cgroup" || $3 == "cgroup2" {print $2}' /proc/self/mounts
}

make_cgroups() {
    local tree
    for tree in $(cgroup_trees); do
        mkdir -p "$tree$CGROUP"
        # A cpuset without processors and memory takes no process.
        if [ -e "$tree$CGROUP/cpuset.cpus" ] && [ -z "$(cat "$tree$CGROUP/cpuset.cpus")" ]; then
            cat "$tree/cpuset.cpus" >"$tree$CGROUP/cpuset.cpus" 2>/dev/null || true
            cat "$tree/cpuset.mems" >"$tree$CGROUP/cpuset.mems" 2>/dev/null || true
        fi
        # To the kernel all pods together are one among the machine's tasks: on a busy one they would get as much as one compiler.
        [ ! -e "$tree$CGROUP/cpu.shares" ] || echo 16384 >"$tree$CGROUP/cpu.shares"
        [ ! -e "$tree$CGROUP/cpu.weight" ] || echo 1600 >"$tree$CGROUP/cpu.weight"
    done
}

# remove_cgroups: what still runs in them is a container's leftover, and is ended.
remove_cgroups() {
    local tree folder pid
    for tree in $(cgroup_trees); do
        [ -d "$tree$CGROUP" ] || continue
        while read -r folder; do
            while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done <"$folder/cgroup.procs" 2>/dev/null || true
            rmdir "$folder" 2>/dev/null || { sleep 0.2; rmdir "$folder" 2>/dev/null || true; }
        done < <(find "$tree$CGROUP" -depth -type d 2>/dev/null)
    done
}
