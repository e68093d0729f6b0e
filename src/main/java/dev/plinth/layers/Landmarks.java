package dev.plinth.layers;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are landmarks. Programs count wherever a directory of programs is, so that a shell under {@code /opt} is one too;
 * databases and loaders count in the places where the systems have them.
 */
final class Landmarks {

    private static final Set<String> PROGRAM_DIRECTORIES = Set.of("bin", "sbin", "busybox");

    private static final Map<String, Landmark> PROGRAMS = Map.ofEntries(
            Map.entry("sh", Landmark.SHELL),
            Map.entry("bash", Landmark.SHELL),
            Map.entry("dash", Landmark.SHELL),
            Map.entry("ash", Landmark.SHELL),
            Map.entry("ksh", Landmark.SHELL),
            Map.entry("zsh", Landmark.SHELL),
            Map.entry("busybox", Landmark.SHELL),
            Map.entry("toybox", Landmark.SHELL),
            Map.entry("apt", Landmark.APT),
            Map.entry("apt-get", Landmark.APT),
            Map.entry("apk", Landmark.APK),
            Map.entry("dnf", Landmark.DNF),
            Map.entry("dnf-3", Landmark.DNF),
            Map.entry("dnf5", Landmark.DNF),
            Map.entry("microdnf", Landmark.MICRODNF),
            Map.entry("tdnf", Landmark.TDNF),
            Map.entry("yum", Landmark.YUM),
            Map.entry("zypper", Landmark.ZYPPER),
            Map.entry("pacman", Landmark.PACMAN),
            Map.entry("dpkg", Landmark.DPKG),
            Map.entry("rpm", Landmark.RPM),
            Map.entry("make", Landmark.BUILD_TOOL),
            Map.entry("go", Landmark.BUILD_TOOL),
            Map.entry("javac", Landmark.BUILD_TOOL),
            Map.entry("rustc", Landmark.BUILD_TOOL),
            Map.entry("ghc", Landmark.BUILD_TOOL),
            Map.entry("swiftc", Landmark.BUILD_TOOL));

    /** Compilers that carry a target before and a version after their name: {@code x86_64-linux-gnu-gcc-14}. */
    private static final Set<String> COMPILERS = Set.of("gcc", "g++", "cc", "c++", "clang", "clang++");

    private static final Set<String> RPM_DATABASES = Set.of("rpmdb.sqlite", "Packages", "Packages.db");

    private Landmarks() {}

    /** What a file or link tells by its path, without a leading slash. */
    static Optional<Landmark> of(String path) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        String directory = slash < 0 ? "" : path.substring(0, slash);
        Landmark landmark = program(directory, name);
        if (landmark == null) {
            landmark = loader(directory, name);
        }
        return Optional.ofNullable(landmark != null ? landmark : record(directory, name));
    }

    private static @Nullable Landmark program(String directory, String name) {
        if (!PROGRAM_DIRECTORIES.contains(directory.substring(directory.lastIndexOf('/') + 1))) {
            // The .NET SDK's compilers are libraries.
            return name.equals("csc.dll") ? Landmark.BUILD_TOOL : null;
        }
        Landmark program = PROGRAMS.get(name);
        return program != null ? program : isCompiler(name) ? Landmark.BUILD_TOOL : null;
    }

    private static boolean isCompiler(String name) {
        String bare = name;
        int last = bare.lastIndexOf('-');
        if (last > 0
                && last + 1 < bare.length()
                && bare.substring(last + 1).chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
            bare = bare.substring(0, last);
        }
        if (COMPILERS.contains(bare)) {
            return true;
        }
        last = bare.lastIndexOf('-');
        // x86_64-linux-gnu-gcc, but not lib-gcc: a target has two hyphens or more.
        return last > 0 && COMPILERS.contains(bare.substring(last + 1)) && bare.lastIndexOf('-', last - 1) > 0;
    }

    private static @Nullable Landmark loader(String directory, String name) {
        String base = directory.startsWith("usr/") ? directory.substring(4) : directory;
        if (!base.equals("lib") && !base.startsWith("lib/") && !base.equals("lib64") && !base.equals("lib32")) {
            return null;
        }
        if (name.startsWith("ld-musl-")) {
            return Landmark.MUSL;
        }
        if (name.startsWith("ld-linux") || name.startsWith("ld64.so.") || name.equals("ld.so.1")) {
            return Landmark.GLIBC;
        }
        return name.startsWith("ld-uClibc") || name.startsWith("ld64-uClibc") ? Landmark.OTHER_LIBC : null;
    }

    private static @Nullable Landmark record(String directory, String name) {
        return switch (directory) {
            case "etc" ->
                name.equals("alpine-release")
                        ? Landmark.ALPINE_RELEASE
                        : name.equals("os-release") ? Landmark.OS_RELEASE : null;
            case "etc/dpkg/dpkg.cfg.d" -> name.equals("docker") ? Landmark.SLIM_MARKER : null;
            case "var/lib/dpkg" -> name.equals("status") ? Landmark.DPKG_STATUS : null;
            case "var/lib/dpkg/status.d" -> Landmark.DPKG_STATUS_DIRECTORY;
            case "lib/apk/db", "usr/lib/apk/db" -> name.equals("installed") ? Landmark.APK_DATABASE : null;
            case "var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm" ->
                RPM_DATABASES.contains(name) ? Landmark.RPM_DATABASE : null;
            // Links of os-release lead to one of these in all distributions that have any.
            case "usr/lib", "usr/lib/os.release.d", "usr/lib/os-release.d" ->
                name.startsWith("os-release") ? Landmark.OS_RELEASE : null;
            default -> null;
        };
    }
}
