# shellcheck shell=bash
# Policies of the checks, and what kubectl says when they are in force. The caller has set
#   STATE    a folder for manifests
#   WEBHOOK  the name of the webhook that refuses

FULL=registry.test/shop/full:1.0
SLIM=registry.test/shop/slim:1.0
LIAR=registry.test/shop/liar:1.0
STATIC=registry.test/shop/static:1.0
MULTI=registry.test/shop/multi:1.0

policy_empty() { printf 'apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\n'; }

# policy_of MODE [LINE...]: further lines of the document
policy_of() {
    cat <<END
apiVersion: plinth.dev/v1
kind: BaseImagePolicy
mode: $1
onUnknown: warn
onUnavailable: warn
contact: "platform@corp.example"
rules:
  - name: no-full-bases
    require: {tier: {atMost: slim}}
namespaces:
  - match: {namespaces: [soft]}
    mode: warn
  - match: {namespaces: [silent]}
    mode: audit
END
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@"
}

# refused COMMAND...: exit code 1, and Plinth's text
refused() {
    local text
    if text=$("$@" 2>&1); then
        printf 'not refused: %s\n%s\n' "$*" "$text"
        return 1
    fi
    expect "$text" "admission webhook \"$WEBHOOK\" denied the request" 'plinth denied' || return 1
    printf '%s\n' "$text"
}
accepted() { # COMMAND...: without a warning
    local text
    text=$("$@" 2>&1) || { printf 'refused: %s\n%s\n' "$*" "$text"; return 1; }
    expect_none "$text" 'Warning:' || return 1
    printf '%s\n' "$text"
}
warned() { # COMMAND...: done, with a warning
    local text
    text=$("$@" 2>&1) || { printf 'refused: %s\n%s\n' "$*" "$text"; return 1; }
    expect "$text" 'Warning:' || return 1
    printf '%s\n' "$text"
}

apply() { kubectl -n "$1" apply -f "$2"; }
with() { # FUNCTION ARGUMENT...: the manifest as a file, and its name
    local file
    file=$(mktemp "$STATE/manifest.XXXX.yaml")
    "$@" >"$file"
    echo "$file"
}

refuses() { # NAMESPACE MANIFEST-FUNCTION ARGUMENT...
    local namespace=$1 text
    shift
    text=$(refused apply "$namespace" "$(with "$@")") || { echo "$text"; return 1; }
    expect "$text" no-full-bases
}
accepts() { local namespace=$1; shift; accepted apply "$namespace" "$(with "$@")"; }
warns() { local namespace=$1; shift; warned apply "$namespace" "$(with "$@")"; }

# in_force MODE FUNCTION...: the policy is set, and answers the way it must within seconds
in_force() {
    policy_of "$@" | set_policy
    case "$1" in
        enforce) within 20 refuses_quietly hard pod probe "$FULL" ;;
        *) within 20 allows_quietly hard pod probe "$FULL" ;;
    esac
}
dry_apply() { kubectl -n "$1" apply --dry-run=server -f "$2"; }
refuses_quietly() { local namespace=$1; shift; refused dry_apply "$namespace" "$(with "$@")"; }
allows_quietly() { local namespace=$1; shift; dry_apply "$namespace" "$(with "$@")"; }
