# shellcheck shell=bash
# OCI image layouts, written by hand: https://github.com/opencontainers/image-spec/blob/main/image-layout.md. Sourced by the scripts
# beside it, which are the only ones that know what is in the images.

OCI_INDEX=application/vnd.oci.image.index.v1+json
OCI_MANIFEST=application/vnd.oci.image.manifest.v1+json
OCI_CONFIG=application/vnd.oci.image.config.v1+json
OCI_LAYER=application/vnd.oci.image.layer.v1.tar+gzip
OCI_EMPTY=application/vnd.oci.empty.v1+json

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }
die() { say "$*"; exit 1; }

need() {
    local tool missing=()
    for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -eq 0 ] || die "missing: ${missing[*]} (Debian packages of these names; dpkg-deb is in dpkg)"
}

layout_new() { # LAYOUT
    rm -rf "$1"
    mkdir -p "$1/blobs/sha256"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
    jq -cn --arg type "$OCI_INDEX" '{schemaVersion: 2, mediaType: $type, manifests: []}' >"$1/index.json"
}

blob() { echo "$1/blobs/sha256/${2#sha256:}"; } # LAYOUT DIGEST: its file

# put LAYOUT FILE MEDIA-TYPE: moves the file into the layout and prints its descriptor
put() {
    local digest size
    digest=$(sha256sum <"$2" | cut -d' ' -f1)
    size=$(stat -c %s "$2")
    mv "$2" "$1/blobs/sha256/$digest"
    jq -cn --arg type "$3" --arg digest "sha256:$digest" --argjson size "$size" '{mediaType: $type, digest: $digest, size: $size}'
}

put_json() { # LAYOUT MEDIA-TYPE: the document on standard input
    local file
    file=$(mktemp "$1/document.XXXXXX")
    chmod 644 "$file"
    jq -cj . >"$file"
    put "$1" "$file" "$2"
}

# put_layer LAYOUT FOLDER EPOCH: packs the folder's content, the same from the same files, and prints {descriptor, diffId}
put_layer() {
    local tar=$1/layer.tar diff descriptor
    tar --sort=name --mtime="@$3" --numeric-owner --owner=0 --group=0 --format=gnu -C "$2" -cf "$tar" .
    diff=$(sha256sum <"$tar" | cut -d' ' -f1)
    gzip -n "$tar"
    descriptor=$(put "$1" "$tar.gz" "$OCI_LAYER")
    jq -cn --argjson descriptor "$descriptor" --arg diff "sha256:$diff" '{descriptor: $descriptor, diffId: $diff}'
}

tag() { # LAYOUT DESCRIPTOR NAME: the name stands in index.json, in the place of what had it
    local index=$1/index.json
    jq -c --argjson descriptor "$2" --arg name "$3" '
        .manifests |= map(select(.annotations["org.opencontainers.image.ref.name"] != $name))
        | .manifests += [$descriptor + {annotations: {"org.opencontainers.image.ref.name": $name}}]' "$index" >"$index.part"
    mv "$index.part" "$index"
}

tagged() { # LAYOUT NAME: the descriptor
    jq -ce --arg name "$2" '.manifests[] | select(.annotations["org.opencontainers.image.ref.name"] == $name)' "$1/index.json"
}

# platforms LAYOUT NAME: a line for each image of the index (or for the one image): OS/ARCHITECTURE and the manifest's digest
platforms() {
    local descriptor document
    descriptor=$(tagged "$1" "$2") || die "no $2 in $1"
    document=$(blob "$1" "$(jq -r .digest <<<"$descriptor")")
    if jq -e .manifests "$document" >/dev/null; then
        jq -r '.manifests[] | select(.platform.os == "linux" and .platform.architecture != "unknown")
            | "\(.platform.os)/\(.platform.architecture) \(.digest)"' "$document"
    else
        printf '%s %s\n' "$(jq -r '"\(.os)/\(.architecture)"' "$(blob "$1" "$(jq -r .config.digest "$document")")")" \
            "$(jq -r .digest <<<"$descriptor")"
    fi
}

# prune LAYOUT: takes away what index.json does not lead to
prune() {
    local wanted=$1/wanted seen=$1/seen file
    jq -r '.manifests[].digest' "$1/index.json" >"$wanted"
    : >"$seen"
    while [ -s "$wanted" ]; do
        cat "$wanted" >>"$seen"
        while read -r digest; do
            file=$(blob "$1" "$digest")
            # Documents only: a layer is never that small, and a bill of materials names no digest this way.
            [ "$(stat -c %s "$file")" -gt 1048576 ] ||
                jq -r '(.manifests // [])[].digest, .config.digest?, (.layers // [])[].digest | select(. != null)' "$file" 2>/dev/null || true
        done <"$wanted" | sort -u | grep -vxFf "$seen" >"$wanted.next" || true
        mv "$wanted.next" "$wanted"
    done
    for file in "$1"/blobs/sha256/*; do grep -qx "sha256:${file##*/}" "$seen" || rm "$file"; done
    rm -f "$wanted" "$seen"
}
