# What builders write, without what differs from one build to the next (digests, sizes, dates, ports): for `jq -n -f` over a snapshot.
def masked: gsub("127\\.0\\.0\\.1:[0-9]+"; "registry") | gsub("(sha256:)?[0-9a-f]{64}"; "…")
    | gsub("@[0-9]{10}"; "@…") | gsub("\\b[0-9a-f]{12}\\b"; "…")
    | gsub("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"; "…");
def shape:
    if .manifests then {kind: "index", of: [.manifests[] | {mediaType, platform, annotations: (.annotations // {} | keys)}]}
    elif .layers then {kind: "manifest", mediaType, artifactType, config: .config.mediaType, subject: (.subject != null),
        layers: [.layers[] | {mediaType, annotations: (.annotations // {} | keys)}], annotations: (.annotations // {} | keys)}
    elif .predicateType then {kind: "statement", type: ._type, predicateType,
        builds: (.predicate.buildType // .predicate.buildDefinition.buildType),
        materials: [(.predicate.materials // .predicate.buildDefinition.resolvedDependencies // [])[].uri | masked],
        keys: [.predicate | paths(scalars) | map(strings) | .[0:3] | join(".")] | unique | map(masked)}
    elif .rootfs then {kind: "configuration", layers: (.rootfs.diff_ids | length), labels: (.config.Labels // {} | keys),
        history: [(.history // [])[] | {by: (.created_by // "" | masked), comment: (.comment // "" | masked | .[0:60]), author, empty: (.empty_layer // false)}]}
    else {kind: "other"} end;
[inputs | select(.text) | {repository, tag, shape: (.text | fromjson | shape)}] | sort_by(.repository, .tag, (.shape | tojson))[]
