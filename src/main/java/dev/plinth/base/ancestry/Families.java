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
            Map.entry("clefos", "clefos"));

    private static final Map<String, String> PREFIXES = Map.of(
            "gcr.io/distroless/", "distroless",
            "cgr.dev/chainguard/", "wolfi",
            "docker.io/chainguard/", "wolfi",
            "registry.access.redhat.com/ubi", "rhel",
            "registry.redhat.io/ubi", "rhel",
            "docker.io/redhat/ubi", "rhel",
            "mcr.microsoft.com/windows/", "windows",
            "mcr.microsoft.com/azurelinux/", "azurelinux",
            "docker.io/opensuse/", "opensuse");

    private Families() {}

    /** The family of a repository; null if its images may stand on others, or it is not known. */
    public static @Nullable String of(ImageReference reference) {
        String path = reference.path();
        if (path.startsWith("docker.io/library/")) {
            return OFFICIAL.get(path.substring("docker.io/library/".length()));
        }
        for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
            if (path.startsWith(prefix.getKey())) {
                return prefix.getValue();
            }
        }
        return null;
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
