# shellcheck shell=bash
# Workloads as YAML, each around one image: FUNCTION NAME IMAGE.

pod() {
    cat <<END
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec: {containers: [{name: app, image: "$2"}]}
END
}

pod_with_init() { # NAME IMAGE INIT-IMAGE
    cat <<END
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  initContainers: [{name: prepare, image: "$3"}]
  containers: [{name: app, image: "$2"}]
END
}

pod_with_sidecar() { # NAME IMAGE SIDECAR-IMAGE: an init container that goes on running
    pod_with_init "$@" | sed 's/{name: prepare, /{name: beside, restartPolicy: Always, /'
}

pod_on() { # NAME IMAGE OS ARCHITECTURE
    cat <<END
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  nodeSelector: {kubernetes.io/os: $3, kubernetes.io/arch: $4}
  containers: [{name: app, image: "$2"}]
END
}

pod_with_image_volume() { # NAME IMAGE VOLUME-IMAGE
    cat <<END
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  containers: [{name: app, image: "$2", volumeMounts: [{name: content, mountPath: /content}]}]
  volumes: [{name: content, image: {reference: "$3"}}]
END
}

template() { # IMAGE: what stands in every kind below
    echo "metadata: {labels: {app: it}}, spec: {containers: [{name: app, image: \"$1\"}]}"
}

# set_of KIND NAME IMAGE: a Deployment, ReplicaSet, StatefulSet or DaemonSet
set_of() {
    local replicas='replicas: 1, '
    [ "$1" != DaemonSet ] || replicas=''
    cat <<END
apiVersion: apps/v1
kind: $1
metadata: {name: $2}
spec: {${replicas}selector: {matchLabels: {app: it}}, template: {$(template "$3")}}
END
}

job() {
    cat <<END
apiVersion: batch/v1
kind: Job
metadata: {name: $1}
spec: {template: {metadata: {labels: {app: it}}, spec: {restartPolicy: Never, containers: [{name: app, image: "$2"}]}}}
END
}

cron_job() {
    cat <<END
apiVersion: batch/v1
kind: CronJob
metadata: {name: $1}
spec:
  schedule: "0 0 1 1 *"
  jobTemplate: {spec: {template: {metadata: {labels: {app: it}}, spec: {restartPolicy: Never, containers: [{name: app, image: "$2"}]}}}}
END
}

replication_controller() {
    cat <<END
apiVersion: v1
kind: ReplicationController
metadata: {name: $1}
spec: {replicas: 1, selector: {app: it}, template: {$(template "$2")}}
END
}
