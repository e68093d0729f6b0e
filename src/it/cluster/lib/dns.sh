# shellcheck shell=bash
# The cluster's DNS: CoreDNS on the node itself, behind the Service by whose address pods ask. It knows the cluster's own names and no others.
# The caller has set STATE, ADDRESS and INSIDE.

DNS_SERVICE=10.96.0.10

start_dns() {
    certificate "$STATE/keys" dns /O=system:masters/CN=dns
    write_kubeconfig "$STATE/dns.kubeconfig" "https://$ADDRESS:$(port_of "$STATE" api)" "$STATE/keys" dns
    keep "$STATE/Corefile" <<END
.:53 {
    errors
    ready $ADDRESS:8181
    kubernetes cluster.local in-addr.arpa {
        kubeconfig $STATE/dns.kubeconfig
        ttl 5
    }
}
END
    launch "$STATE" dns "${INSIDE[@]}" "$BIN/dns" -conf "$STATE/Corefile"
    # No pod is selected: what answers is a process of the node, as its API server is.
    "${INSIDE[@]}" "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" apply -f - >/dev/null <<END
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec:
  clusterIP: $DNS_SERVICE
  ports:
  - {name: dns, port: 53, protocol: UDP}
  - {name: dns-tcp, port: 53, protocol: TCP}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: kube-dns, namespace: kube-system, labels: {kubernetes.io/service-name: kube-dns}}
addressType: IPv4
endpoints: [{addresses: ["$ADDRESS"]}]
ports:
- {name: dns, port: 53, protocol: UDP}
- {name: dns-tcp, port: 53, protocol: TCP}
END
    await "$STATE" dns 60 "${INSIDE[@]}" curl -fsS --noproxy '*' "http://$ADDRESS:8181/ready"
}
