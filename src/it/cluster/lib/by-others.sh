# shellcheck shell=bash
# Images by crane, skopeo, ko and Jib. Sourced by `build`.

crane_() { crane "$1" --insecure --platform linux/amd64 "${@:2}" >"$STATE/crane.log" 2>&1 || { tail -15 "$STATE/crane.log" >&2; die "crane $1 failed"; }; }

crane_images() {
    need_tools crane
    local context=$STATE/context/crane built=$REGISTRY/built hub=$REGISTRY/hub/library
    context_of "$context" slim
    tar -C "$context" -cf "$STATE/crane.tar" run
    tar -C "$context" -cf "$STATE/static.tar" static
    crane_ append --set-base-image-annotations -b "$hub/debian:bookworm-slim" -f "$STATE/crane.tar" -t "$built/cr-append:1"
    crane_ append -b "$hub/debian:bookworm" -f "$STATE/crane.tar" -t "$built/cr-plain:1"
    crane_ append --oci-empty-base -f "$STATE/static.tar" -t "$built/cr-empty:1"
    crane_ append -b "$REGISTRY/hub/corp/shell-less:12" -f "$STATE/static.tar" -t "$built/cr-shell-less:1"
    crane_ flatten -t "$built/cr-flat:1" "$built/cr-plain:1"
    crane_ mutate --label team=shop --env A=b --entrypoint /run.sh -t "$built/cr-mutated:1" "$built/cr-append:1"
    crane_ rebase --old_base "$hub/debian:bookworm-slim" --new_base "$hub/debian:bookworm" -t "$built/cr-rebased:1" "$built/bk-slim-none:1"
    say "7 images by crane"
}

skopeo_images() {
    need_tools skopeo
    local tls=(--src-tls-verify=false --dest-tls-verify=false) built=docker://$REGISTRY/built
    # Through a folder: what the registry has already would be taken as it is.
    rm -rf "$STATE/skopeo"
    skopeo copy -q "${tls[@]}" --dest-compress-format zstd "$built/bk-full-none:1" "oci:$STATE/skopeo:1"
    skopeo copy -q "${tls[@]}" --preserve-digests "oci:$STATE/skopeo:1" "$built/sk-zstd:1"
    skopeo copy -q "${tls[@]}" --format v2s2 "$built/ba-slim:1" "$built/sk-docker:1"
    say "2 images by skopeo"
}

ko_build() { # NAME BASE
    local source=$STATE/context/ko
    mkdir -p "$source"
    printf 'module it.example/hello\n\ngo 1.24\n' >"$source/go.mod"
    printf 'package main\n\nfunc main() { println("hello") }\n' >"$source/main.go"
    (cd "$source" && KO_DEFAULTBASEIMAGE=$2 KO_DOCKER_REPO=$REGISTRY/built/$1 \
        ko build --bare --insecure-registry --sbom=none --platform linux/amd64 -t 1 .) >"$STATE/ko.log" 2>&1 ||
        { tail -15 "$STATE/ko.log" >&2; die "ko failed on $1"; }
}

ko_images() {
    need_tools ko go
    ko_build ko-slim "$REGISTRY/hub/library/debian:bookworm-slim"
    ko_build ko-shell-less "$REGISTRY/hub/corp/shell-less:12"
    ko_build ko-busybox "$REGISTRY/hub/library/busybox:1.35"
    say "3 images by ko"
}

# All in one run of Maven: the plugin's executions in jib/pom.xml.
jib_images() {
    local work=$STATE/jib
    rm -rf "$work"
    cp -r "$CLUSTER_SCRIPTS/jib" "$work"
    (cd "$PROJECT" && JAVA_HOME=$(jdk_home) ./mvnw -B -q -f "$work/pom.xml" "-Dhub=$REGISTRY/hub" "-Dbuilt=$REGISTRY/built" package) \
        >"$STATE/jib.log" 2>&1 || { tail -25 "$STATE/jib.log" >&2; die "jib failed"; }
    say "4 images by Jib"
}
