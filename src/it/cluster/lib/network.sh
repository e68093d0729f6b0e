# shellcheck shell=bash
# The node's network namespace: an address of its own, a route that ends in it, and so no way off the machine.
# The caller has set NETWORK (the namespace's name), ADDRESS and STATE.

POD_RANGE=10.201.0.0/16

network_up() {
    ip netns list | grep -q "^$NETWORK\b" || ip netns add "$NETWORK"
    ip -n "$NETWORK" link set lo up
    if ! ip -n "$NETWORK" link show node0 >/dev/null 2>&1; then
        # Both ends inside: an interface that is up, with nothing behind it. Not every kernel has `dummy`.
        ip -n "$NETWORK" link add node0 type veth peer name void0
        ip -n "$NETWORK" addr add "$ADDRESS/24" dev node0
        ip -n "$NETWORK" link set void0 up
        ip -n "$NETWORK" link set node0 up
        ip -n "$NETWORK" route add default dev node0
    fi
    "${INSIDE[@]}" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
        # Pods that meet each other through a Service on one bridge: their answers too must pass the translation.
        ! [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || echo 1 >/proc/sys/net/bridge/bridge-nf-call-iptables'
}

network_down() { ! ip netns list 2>/dev/null | grep -q "^$NETWORK\b" || ip netns delete "$NETWORK"; }

pod_network_configuration() { # FILE
    keep "$1" <<END
{
  "cniVersion": "1.0.0",
  "name": "plinth-it",
  "plugins": [
    {"type": "bridge", "bridge": "pods0", "isGateway": true, "ipMasq": true, "hairpinMode": true,
     "ipam": {"type": "host-local", "dataDir": "$STATE/cni-addresses",
              "ranges": [[{"subnet": "$POD_RANGE"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
END
}
