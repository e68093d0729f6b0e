# shellcheck shell=bash
# Texts of `inspect` in a document: a line `<!-- inspect NAME -->`, then the text between fences.

documented_names() { sed -n 's/^<!-- inspect \(.*\) -->$/\1/p' "$1"; }

documented() { # FILE NAME
    awk -v mark="<!-- inspect $2 -->" '$0 == mark {here = 1; next} here && /^```/ {if (inside) exit; inside = 1; next} here && inside' "$1"
}

document() { # FILE NAME: standard input becomes the text
    local text
    text=$(cat)
    TEXT=$text awk -v mark="<!-- inspect $2 -->" '
        $0 == mark {here = 1}
        here && /^```/ {if (!inside) {print; print ENVIRON["TEXT"]; inside = 1; next} here = 0; inside = 0}
        !inside' "$1" >"$1.part"
    mv "$1.part" "$1"
}

# varying: without what every build has anew
varying() {
    sed -E 's/sha256:[0-9a-f]{12,64}/sha256:…/g; s/built [0-9]{4}-[0-9]{2}-[0-9]{2}/built …/g; s/[0-9.]+ (MB|kB|B)\b/… \1/g; s/[0-9]+ bytes/… bytes/g'
}
