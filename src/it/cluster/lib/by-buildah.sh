# shellcheck shell=bash
# Images by Buildah. Sourced by `build`.

# buildah_build NAME DOCKERFILE OPTION...: PUSH holds options of the push
buildah_build() {
    local name=$1 context=$STATE/context/$1
    local store=(--storage-driver overlay --root "$STATE/buildah" --runroot "$STATE/buildah-run")
    context_of "$context" "$2"
    # A layer of its own: where one with the same bytes is there already, made in the same second, it is pushed as it lies there,
    # whatever compression is asked for.
    echo "# $name" >>"$context/run"
    shift 2
    {
        # shellcheck disable=SC2086 # options
        CONTAINERS_REGISTRIES_CONF=$STATE/registries.conf buildah "${store[@]}" bud --isolation chroot --tls-verify=false "$@" \
            -t "$REGISTRY/built/$name:1" "$context" &&
            buildah "${store[@]}" push -q --tls-verify=false ${PUSH:-} "$REGISTRY/built/$name:1"
    } >"$STATE/$name.log" 2>&1 || { tail -15 "$STATE/$name.log" >&2; die "buildah failed on $name"; }
}

buildah_images() {
    need_tools buildah
    keep "$STATE/registries.conf" <<END
unqualified-search-registries = ["docker.io"]
[[registry]]
prefix = "docker.io"
location = "$REGISTRY/hub"
insecure = true
END
    buildah_build ba-slim slim
    buildah_build ba-full full
    buildah_build ba-busybox on_busybox
    buildah_build ba-shell-less shell_less
    buildah_build ba-scratch from_scratch
    # Intermediate images are named as bases, and were never pushed.
    buildah_build ba-layers stages --layers=true
    buildah_build ba-docker slim --format docker
    buildah_build ba-squashed slim --squash
    buildah_build ba-pinned pinned
    buildah_build ba-no-history slim --omit-history
    buildah_build ba-no-label slim --identity-label=false
    PUSH='--compression-format zstd' buildah_build ba-zstd slim
    say "$(ls -d "$STATE"/context/ba-* | wc -l) images by Buildah"
}
