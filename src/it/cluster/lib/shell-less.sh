# shellcheck shell=bash
# The root file system of a base without a shell, for the builders. Sourced by `build` after roots.sh.

# shell_less_root: libc and what a process expects of a system, unpacked from Debian's packages without a shell or a package manager.
# As in the distroless images, what dpkg would know stands in var/lib/dpkg/status.d, a file a package.
shell_less_root() {
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
