# shellcheck shell=bash
# File trees that images are made of, kept in $ROOTS as tar files. Real ones: a Debian by debootstrap, the same slimmed as the
# official slim images are, and a BusyBox.

# Made anew when this file says something else.
ROOTS=$PLINTH_IT_CACHE/roots/$(sha256sum <"${BASH_SOURCE[0]}" | cut -c1-12)
# One date for everything: images made twice on one day from the same packages have the same digests. It is yesterday's, since
# what an image's own build did is told from its base by the hours between them.
EPOCH=$(date -u -d "$(date -u +%F) - 1 day" +%s)

pack() { # FOLDER FILE: as a layer, whole or not at all
    tar --sort=name --mtime="@$EPOCH" --numeric-owner --xattrs -C "$1" -cf "$2.part" .
    mv "$2.part" "$2"
}

debian_root() { # debian.tar and debian-slim.tar
    [ ! -f "$ROOTS/debian-slim.tar" ] || return 0
    need_tools debootstrap
    need_root debootstrap
    local start work=$ROOTS/debian.work
    start=$(date +%s%N)
    say "debootstrap of bookworm"
    rm -rf --one-file-system "$work"
    mkdir -p "$work"
    debootstrap --variant=minbase bookworm "$work" >"$ROOTS/debootstrap.log" 2>&1 ||
        { tail -20 "$ROOTS/debootstrap.log" >&2; die "debootstrap failed"; }
    rm -rf "${work:?}"/var/cache/apt/* "${work:?}"/var/lib/apt/lists/* "${work:?}"/var/log/*.log \
        "${work:?}"/dev/* "${work:?}"/proc/* "${work:?}"/sys/*
    pack "$work" "$ROOTS/debian.tar"
    # What debuerreotype's slim variant leaves out, and the mark by which it says so.
    rm -rf "$work"/usr/share/{doc,info,linda,lintian,locale,man,groff}
    cat >"$work/etc/dpkg/dpkg.cfg.d/docker" <<'END'
# This is the "slim" variant of the Debian base image.
# Many files which are normally unnecessary in containers are excluded,
# and this configuration file keeps them that way.
path-exclude /usr/share/doc/*
path-exclude /usr/share/info/*
path-exclude /usr/share/linda/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
path-exclude /usr/share/groff/*
END
    pack "$work" "$ROOTS/debian-slim.tar"
    rm -rf --one-file-system "$work"
    say "debootstrap of bookworm took $(seconds_since "$start") s"
}

busybox_root() { # busybox.tar: /bin/busybox and a link for every applet
    [ ! -f "$ROOTS/busybox.tar" ] || return 0
    local work=$ROOTS/busybox.work applet
    mkdir -p "$work"/{bin,etc,tmp,root}
    cp "$(command -v busybox)" "$work/bin/busybox"
    for applet in $("$work/bin/busybox" --list); do
        [ "$applet" = busybox ] || ln -sf busybox "$work/bin/$applet"
    done
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$work/etc/passwd"
    chmod 1777 "$work/tmp"
    pack "$work" "$ROOTS/busybox.tar"
    rm -rf "$work"
}
