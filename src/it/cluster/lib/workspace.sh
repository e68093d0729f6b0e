# shellcheck shell=bash
# Where things are, and how the scripts speak. Sourced first by every script of this folder.
#
#   PLINTH_IT_DIR    state of what runs: keys, sockets, logs, disks (default target/cluster)
#   PLINTH_IT_CACHE  what is dear to make and safe to keep: built tools, image layouts (default ~/.cache/plinth-it)

CLUSTER_SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PROJECT=$(cd "$CLUSTER_SCRIPTS/../../.." && pwd)
PLINTH_IT_DIR=${PLINTH_IT_DIR:-$PROJECT/target/cluster}
PLINTH_IT_CACHE=${PLINTH_IT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/plinth-it}
BIN=$PLINTH_IT_CACHE/bin

mkdir -p "$PLINTH_IT_DIR"
# Absolute: containerd and kubelet refuse relative sockets and log folders.
PLINTH_IT_DIR=$(cd "$PLINTH_IT_DIR" && pwd)
export PLINTH_IT_DIR PLINTH_IT_CACHE

# The tools built here come first: a kubectl or helm of the machine may be another release.
PATH=$BIN:$PATH

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }
die() { say "$*"; exit 1; }

# seconds_since START: START as `date +%s%N`; one decimal.
seconds_since() {
    local ms=$((($(date +%s%N) - $1) / 1000000))
    printf '%d.%d' $((ms / 1000)) $((ms % 1000 / 100))
}

need_tools() {
    local tool missing=()
    for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
    [ ${#missing[@]} -eq 0 ] || die "missing: ${missing[*]}; run $CLUSTER_SCRIPTS/tools"
}

need_root() { [ "$(id -u)" -eq 0 ] || die "$1 needs root: namespaces, mounts and cgroups are made"; }

# jdk_home: of a JDK 25 or later; the java on the PATH is often older.
jdk_home() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [ -x "$home/bin/jlink" ] && grep -Eqs '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release" && { echo "$home"; return; }
    done
    die "no JDK 25 or later: set JAVA_HOME"
}
