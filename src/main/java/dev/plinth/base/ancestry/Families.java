package dev.plinth.base.ancestry;

import dev.plinth.image.reference.ImageReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Repositories whose images are roots: made from nothing, not from another image. Two different ones cannot stand in one lineage.
 * Names are identities, so that a mirror's name never gets here.
 */
public final class Families {

    private static final Map<String, String> OFFICIAL = Map.ofEntries(
            Map.entry("debian", "debian"),
            Map.entry("ubuntu", "ubuntu"),
            Map.entry("alpine", "alpine"),
            Map.entry("busybox", "busybox"),
            Map.entry("fedora", "fedora"),
            Map.entry("centos", "centos"),
            Map.entry("rockylinux", "rocky"),
            Map.entry("almalinux", "almalinux"),
            Map.entry("oraclelinux", "ol"),
            Map.entry("amazonlinux", "amzn"),
            Map.entry("photon", "photon"),
            Map.entry("archlinux", "arch"),
            Map.entry("mageia", "mageia"),
            Map.entry("sl", "scientific"),
            Map.entry("alt", "altlinux"),
            Map.entry("clearlinux", "clear-linux-os"),
            Map.entry("clefos", "clefos"));

    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("gcr.io/distroless/", "distroless"),
            Map.entry("cgr.dev/chainguard/", "wolfi"),
            Map.entry("docker.io/chainguard/", "wolfi"),
            Map.entry("registry.access.redhat.com/ubi", "rhel"),
            Map.entry("registry.redhat.io/ubi", "rhel"),
            Map.entry("docker.io/redhat/ubi", "rhel"),
            Map.entry("mcr.microsoft.com/windows/", "windows"),
            Map.entry("mcr.microsoft.com/azurelinux/", "azurelinux"),
            Map.entry("docker.io/rockylinux/rockylinux", "rocky"),
            Map.entry("quay.io/rockylinux/rockylinux", "rocky"),
            Map.entry("quay.io/centos/centos", "centos"),
            Map.entry("registry.fedoraproject.org/fedora", "fedora"),
            Map.entry("ghcr.io/void-linux/", "void"),
            Map.entry("docker.io/gentoo/stage3", "gentoo"),
            Map.entry("docker.io/bitnami/minideb", "debian"),
            Map.entry("dhi.io/", "dhi"),
            Map.entry("registry.suse.com/bci/bci-", "sles"),
            Map.entry("docker.io/opensuse/", "opensuse"));

    private Families() {}

    /** The family of a repository; null if its images may stand on others, or it is not known. */
    public static @Nullable String of(ImageReference reference) {
        String path = reference.path();
        if (path.startsWith("docker.io/library/")) {
            return OFFICIAL.get(path.substring("docker.io/library/".length()));
        }
        for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
            if (path.startsWith(prefix.getKey())) {
                return prefix.getValue().equals("rhel") && !isUniversalBase(path) ? null : prefix.getValue();
            }
        }
        return null;
    }

    /** {@code ubi9}, {@code ubi9-minimal}, {@code ubi9/ubi-micro}; but {@code ubi9/python-312} stands on one of them. */
    private static boolean isUniversalBase(String path) {
        return path.startsWith("ubi", path.lastIndexOf('/') + 1);
    }

    /** The family of a verified ancestor: by its names, else by what is known of its content. */
    public static @Nullable String of(Ancestor ancestor) {
        for (ImageReference name : ancestor.names()) {
            String family = of(name);
            if (family != null) {
                return family;
            }
        }
        return ancestor.facts().distribution();
    }
}
