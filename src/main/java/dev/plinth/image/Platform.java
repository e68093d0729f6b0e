package dev.plinth.image;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on (OCI image-spec, index: {@code platform}), normalised as containerd does.
 *
 * @param os as Go's GOOS: {@code linux}, {@code windows}
 * @param architecture as Go's GOARCH: {@code amd64}, {@code arm64}
 * @param variant of the architecture, as {@code v7}; null if none or the default one
 * @param osVersion Windows build number; null elsewhere
 */
public record Platform(
        String os,
        String architecture,
        @Nullable String variant,
        @Nullable String osVersion) {

    public static final Platform LINUX_AMD64 = of("linux", "amd64");
    public static final Platform LINUX_ARM64 = of("linux", "arm64");

    public Platform {
        os = os.toLowerCase(Locale.ROOT);
        architecture = switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386" -> "386";
            default -> architecture.toLowerCase(Locale.ROOT);
        };
        boolean byDefault = variant == null
                || variant.isEmpty()
                || architecture.equals("arm64") && (variant.equals("v8") || variant.equals("8"))
                || architecture.equals("amd64") && variant.equals("v1");
        variant = byDefault ? null : variant;
        osVersion = osVersion == null || osVersion.isEmpty() ? null : osVersion;
    }

    public static Platform of(String os, String architecture) {
        return new Platform(os, architecture, null, null);
    }

    /**
     * Reads {@code os/arch} or {@code os/arch/variant}.
     *
     * @throws IllegalArgumentException if it is of another form
     */
    public static Platform parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("a platform is written os/arch, as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : null, null);
    }

    /** Whether something runs there: attestations and other non-images stand as {@code unknown/unknown}. */
    public boolean isRunnable() {
        return !os.isEmpty() && !architecture.isEmpty() && !os.equals("unknown") && !architecture.equals("unknown");
    }

    /** Whether an image for this platform runs on a node of that one: equal, a variant only compared if both have one. */
    public boolean runsOn(Platform node) {
        return os.equals(node.os)
                && architecture.equals(node.architecture)
                && (variant == null || node.variant == null || variant.equals(node.variant));
    }

    public boolean isWindows() {
        return os.equals("windows");
    }

    /** {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant == null ? "" : "/" + variant);
    }
}
