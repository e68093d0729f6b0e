# shellcheck shell=bash
# containerd, its configuration, and the removal of everything it leaves behind. The caller has set STATE, ADDRESS, INSIDE, PULL
# (the address of the registry that images come from).

containerd_socket() { echo "$STATE/containerd.sock"; }

on_containerd() { CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS=1 "$BIN/ctr" -a "$(containerd_socket)" -n k8s.io "$@"; }

start_containerd() {
    mkdir -p "$STATE"/{containerd,containerd-state,cni,cni-addresses,certs.d/registry.test,certs.d/docker.io}
    pod_network_configuration "$STATE/cni/10-plinth-it.conflist"
    # Both names lead to the one local registry; docker.io lives in its folder hub/.
    keep "$STATE/certs.d/registry.test/hosts.toml" <<END
server = "http://$PULL"
[host."http://$PULL"]
  capabilities = ["pull", "resolve"]
END
    keep "$STATE/certs.d/docker.io/hosts.toml" <<END
server = "http://$PULL/v2/hub"
[host."http://$PULL/v2/hub"]
  capabilities = ["pull", "resolve"]
  override_path = true
END
    # restrict_oom_score_adj: virtual machines and containers often lack CAP_SYS_RESOURCE, and every sandbox would fail with
    # "can't get final child's PID from pipe".
    keep "$STATE/containerd.toml" <<END
version = 3
root = "$STATE/containerd"
state = "$STATE/containerd-state"
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt"]

[grpc]
  address = "$(containerd_socket)"

[plugins.'io.containerd.cri.v1.images']
  snapshotter = "overlayfs"
  [plugins.'io.containerd.cri.v1.images'.pinned_images]
    sandbox = "registry.test/pause:1"
  [plugins.'io.containerd.cri.v1.images'.registry]
    config_path = "$STATE/certs.d"

[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["/usr/lib/cni"]
    conf_dir = "$STATE/cni"
  [plugins.'io.containerd.cri.v1.runtime'.containerd]
    default_runtime_name = "runc"
    [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
        SystemdCgroup = false
END
    launch "$STATE" containerd "${INSIDE[@]}" env PATH="$BIN:$PATH" "$BIN/containerd" --config "$STATE/containerd.toml"
    await "$STATE" containerd 60 on_containerd version
    # The sandbox image stays: a cold start pulls nothing.
    if ! on_containerd images ls -q | grep -qx registry.test/pause:1; then
        "$CLUSTER_SCRIPTS/images" pause "$STATE/pause.tar"
        on_containerd images import "$STATE/pause.tar" >/dev/null
    fi
}

stop_containers() {
    local container deadline=$((SECONDS + 20))
    running "$STATE" containerd || return 0
    for container in $(on_containerd tasks ls -q 2>/dev/null); do
        on_containerd tasks kill --signal KILL --all "$container" >/dev/null 2>&1 || true
    done
    while on_containerd tasks ls 2>/dev/null | grep -q RUNNING && [ $SECONDS -lt $deadline ]; do sleep 0.2; done
    for container in $(on_containerd containers ls -q 2>/dev/null); do
        remove_pod_network "$container"
        on_containerd tasks delete --force "$container" >/dev/null 2>&1 || true
        on_containerd containers delete "$container" >/dev/null 2>&1 || true
    done
}

# A pod's network namespace is a file that containerd mounts, named in the specification of the pod's containers.
remove_pod_network() {
    local name
    name=$(on_containerd containers info "$1" 2>/dev/null |
        jq -r '.Spec.linux.namespaces[]? | select(.type == "network").path // empty' 2>/dev/null) || return 0
    name=${name##*/}
    [[ $name != cni-* ]] || ip netns delete "$name" 2>/dev/null || true
}

# Shims outlive containerd; theirs are those that were told this socket.
stop_shims() {
    local folder pid
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        [ "$(cat "$folder/comm" 2>/dev/null)" = containerd-shim ] || continue
        tr '\0' '\n' <"$folder/cmdline" 2>/dev/null | grep -qxF "$(containerd_socket)" || continue
        kill -KILL "$pid" 2>/dev/null || true
    done
}
