package dev.plinth.layers;

/** What a path in an image tells of its distribution. */
enum Landmark {
    SHELL,
    MUSL,
    GLIBC,
    OTHER_LIBC,
    DPKG_STATUS,
    DPKG_STATUS_DIRECTORY,
    APK_DATABASE,
    RPM_DATABASE,
    APT,
    APK,
    DNF,
    MICRODNF,
    TDNF,
    YUM,
    ZYPPER,
    PACMAN,
    DPKG,
    RPM,
    BUILD_TOOL,
    SLIM_MARKER,
    OS_RELEASE,
    ALPINE_RELEASE
}
