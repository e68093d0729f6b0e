# shellcheck shell=bash
# How the chart starts the Java virtual machine, for whoever trains, tries or measures it as a pod would run it.

# chart_jvm CHART: the options, in a line: the share of the memory limit that is heap (MiB), and `jvm.options`; as values.yaml has them
chart_jvm() {
    local values=$1/values.yaml percent limit options
    percent=$(sed -n 's/^  maxHeapPercent: \([0-9]*\)$/\1/p' "$values")
    limit=$(sed -n '/^resources:/,/^[a-z]/{/^  limits:/,$s/^    memory: \([0-9]*\)Mi$/\1/p}' "$values")
    options=$(sed -n '/^jvm:/,/^[a-z]/s/^  options: //p' "$values")
    [ -n "$percent" ] && [ -n "$limit" ] && [ -n "$options" ] || { echo "$values: no jvm.maxHeapPercent, jvm.options or memory limit in MiB" >&2; return 1; }
    echo "-Xmx$((limit * percent / 100))m $options"
}
