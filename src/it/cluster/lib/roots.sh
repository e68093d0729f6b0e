# shellcheck shell=bash
# File trees that images are made of, kept in $ROOTS as tar files. Real ones: a Debian by debootstrap, the same slimmed as the
# official slim images are, a BusyBox, and the Java runtime of the installed JDK.

# Made anew when this file says something else.
ROOTS=$PLINTH_IT_CACHE/roots/$(sha256sum <"${BASH_SOURCE[0]}" | cut -c1-12)
# One date for everything: images made twice on one day from the same packages have the same digests.
EPOCH=$(date -u -d "$(date -u +%F)" +%s)

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

java_root() { # java.tar: /opt/java, of the modules that a Quarkus program needs, from the JDK 25 of this machine
    [ ! -f "$ROOTS/java.tar" ] || return 0
    local jdk work=$ROOTS/java.work
    jdk=$(jdk_home)
    say "jlink of $jdk"
    rm -rf "$work"
    mkdir -p "$work/opt"
    "$jdk/bin/jlink" --output "$work/opt/java" --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-2 \
        --add-modules java.se,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
    pack "$work" "$ROOTS/java.tar"
    rm -rf "$work"
}

# distroless_root: libc and what a process expects of a system, unpacked from Debian's packages without a shell or a package manager.
# As in the distroless images, what dpkg would know stands in var/lib/dpkg/status.d, a file a package.
distroless_root() {
    [ ! -f "$ROOTS/distroless.tar" ] || return 0
    need_tools apt-get dpkg-deb
    local work=$ROOTS/distroless.work packages=$ROOTS/distroless.packages file name
    rm -rf "$work" "$packages"
    mkdir -p "$work"/{etc,tmp,var/lib/dpkg/status.d,home/nonroot} "$packages"
    say "packages of a root without a shell"
    # One by one into a folder that apt's own user may not write: as the caller.
    (cd "$packages" && apt-get -o APT::Sandbox::User="$(id -un)" download -q base-files netbase tzdata libc6 libgcc-s1 zlib1g) >"$ROOTS/apt.log" 2>&1 ||
        { tail -5 "$ROOTS/apt.log" >&2; die "no packages: apt-get update"; }
    for file in "$packages"/*.deb; do
        name=$(dpkg-deb --field "$file" Package)
        dpkg-deb --extract "$file" "$work"
        dpkg-deb --field "$file" >"$work/var/lib/dpkg/status.d/$name"
    done
    rm -rf "${work:?}"/usr/share/{doc,man,lintian,locale} "${work:?}"/usr/{bin,sbin} "$packages"
    printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$work/etc/passwd"
    printf 'root:x:0:\nnonroot:x:65532:\n' >"$work/etc/group"
    printf 'hosts: files dns\n' >"$work/etc/nsswitch.conf"
    chmod 1777 "$work/tmp"
    chown 65532:65532 "$work/home/nonroot"
    pack "$work" "$ROOTS/distroless.tar"
    rm -rf "$work"
}
