# shellcheck shell=bash
# Images by BuildKit, as `docker build` and buildx make them. Sourced by `build`.

SOCKET=unix://$STATE/buildkitd.sock

start_buildkit() {
    need_root buildkitd
    need_tools buildkitd buildctl runc
    keep "$STATE/buildkitd.toml" <<END
root = "$STATE/buildkit"
[grpc]
  address = ["$SOCKET"]
[worker.oci]
  enabled = true
  snapshotter = "overlayfs"
  networkMode = "host"
[worker.containerd]
  enabled = false
[registry."$REGISTRY"]
  http = true
[registry."docker.io"]
  mirrors = ["$REGISTRY/hub"]
END
    launch "$STATE" buildkitd "$BIN/buildkitd" --config "$STATE/buildkitd.toml"
    await "$STATE" buildkitd 30 "$BIN/buildctl" --addr "$SOCKET" debug workers
}

# buildkit NAME DOCKERFILE OPTION...: DOCKERFILE is a function that prints it. EXPORT holds further options of the exporter, AS
# another name than built/NAME:1.
buildkit() {
    local name=$1 context=$STATE/context/$1 export=${EXPORT:-oci-mediatypes=true} as=${AS:-built/$1:1}
    context_of "$context" "$2"
    shift 2
    "$BIN/buildctl" --addr "$SOCKET" build --frontend dockerfile.v0 --local "context=$context" --local "dockerfile=$context" "$@" \
        --output "type=image,name=$REGISTRY/$as,push=true,registry.insecure=true,$export" \
        >"$STATE/$name.log" 2>&1 || { tail -15 "$STATE/$name.log" >&2; die "buildctl failed on $name"; }
}

buildkit_images() {
    start_buildkit
    local oci=oci-mediatypes=true max=(--opt attest:provenance=mode=max) min=(--opt attest:provenance=mode=min)
    # Every form of provenance, and none.
    buildkit bk-slim-none slim
    buildkit bk-slim-min slim "${min[@]}"
    buildkit bk-slim-max slim "${max[@]}"
    buildkit bk-slim-min-v02 slim --opt attest:provenance=mode=min,version=v0.2
    buildkit bk-slim-v02 slim --opt attest:provenance=mode=max,version=v0.2
    EXPORT=$oci,oci-artifact=false buildkit bk-slim-legacy slim "${max[@]}"
    # Every form of an image.
    EXPORT=oci-mediatypes=false buildkit bk-slim-docker slim
    EXPORT=$oci,compression=zstd buildkit bk-slim-zstd-own slim
    EXPORT=$oci,compression=zstd,force-compression=true buildkit bk-slim-zstd slim "${max[@]}"
    EXPORT=$oci,compression=uncompressed,force-compression=true buildkit bk-slim-plain slim
    EXPORT=$oci,compression=estargz,force-compression=true buildkit bk-slim-stargz slim "${max[@]}"
    EXPORT=$oci,rewrite-timestamp=true buildkit bk-slim-rewritten slim "${max[@]}" --opt build-arg:SOURCE_DATE_EPOCH=1700000000
    # Every root.
    buildkit bk-full-none full
    buildkit bk-full-max full "${max[@]}"
    buildkit bk-full-tools full_with_tools "${max[@]}"
    buildkit bk-busybox on_busybox "${max[@]}"
    buildkit bk-shell-less shell_less "${max[@]}"
    buildkit bk-shell-over shell_over_shell_less "${max[@]}"
    buildkit bk-scratch from_scratch "${max[@]}"
    buildkit bk-scratch-min from_scratch "${min[@]}"
    buildkit bk-scratch-none from_scratch
    # Every way to say FROM.
    buildkit bk-stages-none stages
    buildkit bk-stages-max stages "${max[@]}"
    buildkit bk-stages-min stages "${min[@]}"
    buildkit bk-stages-shell-less stages_onto_shell_less "${max[@]}"
    buildkit bk-stage-of-stage stage_of_stage "${max[@]}"
    buildkit bk-target stages "${max[@]}" --opt target=build
    buildkit bk-arg argument "${max[@]}" --opt build-arg:VARIANT=bookworm-slim
    buildkit bk-arg-default argument "${max[@]}"
    buildkit bk-arg-min argument "${min[@]}" --opt build-arg:VARIANT=bookworm-slim
    buildkit bk-link linked "${max[@]}"
    buildkit bk-copied copied_from_image "${max[@]}"
    buildkit bk-pinned pinned "${max[@]}"
    buildkit bk-digest by_digest "${max[@]}"
    buildkit bk-digest-min by_digest "${min[@]}"
    buildkit bk-context named_context "${max[@]}" \
        --opt "context:chosen=docker-image://docker.io/library/debian:bookworm-slim@$PINNED"
    AS=hub/corp/golden:1 buildkit golden golden "${max[@]}"
    buildkit bk-golden on_golden "${max[@]}"
    buildkit bk-golden-none on_golden
    # Lies that a builder takes down without looking.
    buildkit bk-lying-label lying_label
    EXPORT=$oci,annotation.org.opencontainers.image.base.name=$SMALL,annotation.org.opencontainers.image.base.digest=$SMALL_DIGEST \
        buildkit bk-lying-annotation full
    say "$(ls -d "$STATE"/context/bk-* | wc -l) images by BuildKit"
}
