package dev.plinth.base.pinning;

import java.util.Map;
import java.util.Set;

/**
 * How operating systems are named in tags and repositories. Data, as of 2026-11: releases that come later are added here, and
 * are taken as naming none until then, so that nothing passes for pinned that may not be.
 */
final class ReleaseNames {

    /**
     * Words that name one release. Debian's and Ubuntu's; the suites that move (stable, testing, sid, devel) are not among them.
     */
    static final Set<String> CODENAMES = Set.of(
            // Debian, from 3.0 on, with the two that are announced.
            "woody",
            "sarge",
            "etch",
            "lenny",
            "squeeze",
            "wheezy",
            "jessie",
            "stretch",
            "buster",
            "bullseye",
            "bookworm",
            "trixie",
            "forky",
            "duke",
            // Ubuntu.
            "hardy",
            "lucid",
            "maverick",
            "natty",
            "oneiric",
            "precise",
            "quantal",
            "raring",
            "saucy",
            "trusty",
            "utopic",
            "vivid",
            "wily",
            "xenial",
            "yakkety",
            "zesty",
            "artful",
            "bionic",
            "cosmic",
            "disco",
            "eoan",
            "focal",
            "groovy",
            "hirsute",
            "impish",
            "jammy",
            "kinetic",
            "lunar",
            "mantic",
            "noble",
            "oracular",
            "plucky",
            "questing",
            "resolute",
            // CentOS Stream, as its images are tagged.
            "stream8",
            "stream9",
            "stream10",
            // Windows Server, as its images are tagged.
            "ltsc2016",
            "ltsc2019",
            "ltsc2022",
            "ltsc2025");

    /**
     * A distribution's name to how many numbers, joined by dots, its releases have: {@code debian12} names one,
     * {@code alpine3} does not, for it moves from 3.23 to 3.24.
     */
    static final Map<String, Integer> NUMBERED = Map.ofEntries(
            Map.entry("debian", 1),
            Map.entry("ubuntu", 2),
            Map.entry("alpine", 2),
            Map.entry("busybox", 2),
            Map.entry("fedora", 1),
            Map.entry("fc", 1),
            Map.entry("el", 1),
            Map.entry("rhel", 1),
            Map.entry("ubi", 1),
            Map.entry("centos", 1),
            Map.entry("rocky", 1),
            Map.entry("rockylinux", 1),
            Map.entry("alma", 1),
            Map.entry("almalinux", 1),
            Map.entry("ol", 1),
            Map.entry("oraclelinux", 1),
            Map.entry("al", 1),
            Map.entry("amzn", 1),
            Map.entry("amazonlinux", 1),
            Map.entry("photon", 1),
            Map.entry("leap", 2),
            Map.entry("sle", 1),
            Map.entry("sles", 1),
            Map.entry("azurelinux", 2),
            Map.entry("mariner", 2),
            Map.entry("openeuler", 2),
            Map.entry("nanoserver", 1),
            Map.entry("windowsservercore", 1),
            Map.entry("servercore", 1));

    /** Of these, the names that mean nothing else, so that a hyphen may stand before the number: {@code debian-12}. */
    static final Set<String> UNMISTAKABLE = Set.of(
            "debian",
            "ubuntu",
            "alpine",
            "fedora",
            "centos",
            "rhel",
            "ubi",
            "rockylinux",
            "almalinux",
            "oraclelinux",
            "amazonlinux",
            "azurelinux",
            "openeuler",
            "nanoserver",
            "windowsservercore",
            "servercore");

    /** Of these, the names that say the release in a repository's name: {@code static-debian13}, {@code ubi9-minimal}. */
    static final Set<String> IN_REPOSITORIES = Set.of(
            "debian",
            "ubuntu",
            "alpine",
            "fedora",
            "centos",
            "el",
            "rhel",
            "ubi",
            "sle",
            "rockylinux",
            "almalinux",
            "oraclelinux",
            "amazonlinux",
            "azurelinux");

    /** Repositories that hold one of the distributions above under another name: the tag begins with the release. */
    static final Map<String, String> REPOSITORIES = Map.ofEntries(
            Map.entry("fedora-minimal", "fedora"),
            Map.entry("minideb", "debian"),
            Map.entry("bci-base", "leap"),
            Map.entry("bci-minimal", "leap"),
            Map.entry("bci-busybox", "leap"),
            Map.entry("bci-micro", "leap"));

    /** Words beside which a codename in a repository's name means the release: {@code run-jammy-base}. */
    static final Set<String> BESIDE_CODENAMES = Set.of("debian", "ubuntu", "run", "build");

    private ReleaseNames() {}
}
