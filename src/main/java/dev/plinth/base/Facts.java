package dev.plinth.base;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an image's content, one by one; null is unknown, never a silent no.
 *
 * @param distribution os-release's {@code ID}: {@code debian}, {@code alpine}, {@code ubuntu}
 * @param release {@code 13}, {@code 3.24}, {@code 24.04}
 * @param codename {@code trixie}, {@code noble}
 * @param libc the C library
 * @param shell whether there is a shell
 * @param packageManager {@code apt}, {@code apk}, {@code dnf}, …, or {@link #NO_PACKAGE_MANAGER}
 * @param buildTools whether there are compilers
 * @param runtime name and version: {@code python 3.12}
 */
public record Facts(
        @Nullable String distribution,
        @Nullable String release,
        @Nullable String codename,
        @Nullable Libc libc,
        @Nullable Boolean shell,
        @Nullable String packageManager,
        @Nullable Boolean buildTools,
        @Nullable String runtime) {

    /** The value of {@link #packageManager} where it is known that there is none. */
    public static final String NO_PACKAGE_MANAGER = "none";

    public static final Facts UNKNOWN = new Facts(null, null, null, null, null, null, null, null);

    /** These facts, and the others' where these are silent. */
    public Facts orElse(Facts others) {
        return new Facts(
                distribution != null ? distribution : others.distribution,
                release != null ? release : others.release,
                codename != null ? codename : others.codename,
                libc != null ? libc : others.libc,
                shell != null ? shell : others.shell,
                packageManager != null ? packageManager : others.packageManager,
                buildTools != null ? buildTools : others.buildTools,
                runtime != null ? runtime : others.runtime);
    }
}
