# shellcheck shell=bash
# Images as OCI layouts, made with umoci: history, configuration and layers as real builders write them, layers in order.

# Made anew when the scripts that make them say something else.
LAYOUTS=$PLINTH_IT_CACHE/layouts/$(cat "$CLUSTER_SCRIPTS/images" "$CLUSTER_SCRIPTS/lib/roots.sh" "${BASH_SOURCE[0]}" | sha256sum | cut -c1-12)
CREATED=$(date -u -d "@$EPOCH" +%FT%TZ)

layout() { # NAME: a new empty image at $LAYOUTS/NAME:1, and its name for umoci
    rm -rf "${LAYOUTS:?}/$1"
    mkdir -p "$LAYOUTS"
    umoci init --layout "$LAYOUTS/$1"
    umoci new --image "$LAYOUTS/$1:1"
}

child_layout() { # NAME PARENT: a copy of the parent to build on
    rm -rf "${LAYOUTS:?}/$1"
    cp -r "$LAYOUTS/$2" "$LAYOUTS/$1"
}

add_layer() { # NAME TAR CREATED_BY [COMMENT]
    umoci raw add-layer --image "$LAYOUTS/$1:1" --history.created "$CREATED" --history.created_by "$3" \
        --history.comment "${4:-buildkit.dockerfile.v0}" --history.author '' "$2"
}

configure() { # NAME CREATED_BY FLAG...: a history entry without a layer; `-` for none
    local name=$1 by=$2
    shift 2
    local history=(--history.created "$CREATED" --history.created_by "$by" --history.comment buildkit.dockerfile.v0 --history.author '')
    [ "$by" != - ] || history=(--no-history)
    umoci config --image "$LAYOUTS/$name:1" "${history[@]}" --created "$CREATED" "$@"
}

digest_of() { # NAME: of the image's manifest
    jq -r '.manifests[] | select(.annotations["org.opencontainers.image.ref.name"] == "1").digest' "$LAYOUTS/$1/index.json"
}

claim_base() { # NAME BASE-NAME BASE-DIGEST: the annotations that Buildah, ko and the official images write
    configure "$1" - --manifest.annotation "org.opencontainers.image.base.name=$2" \
        --manifest.annotation "org.opencontainers.image.base.digest=$3"
}

push_layout() { # NAME REGISTRY/REPOSITORY:TAG: the very bytes
    # shellcheck disable=SC2086 # options
    skopeo copy -q --preserve-digests --dest-tls-verify=false ${PLINTH_IT_PUSH_OPTIONS:-} "oci:$LAYOUTS/$1:1" "docker://$2"
}
