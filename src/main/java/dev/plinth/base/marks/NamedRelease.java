package dev.plinth.base.marks;

import dev.plinth.image.reference.ImageReference;
import org.jspecify.annotations.Nullable;

/** The release of a distribution that a tag speaks of: {@code 3.12-slim-bookworm}, {@code 22-alpine3.24}, {@code alpine:3.24}. */
public final class NamedRelease {

    private NamedRelease() {}

    /** As the distribution's own tags write it: a code name for Debian, a number elsewhere; null if the tag speaks of none. */
    public static @Nullable String of(ImageReference reference, String distribution) {
        String tag = reference.tag();
        if (tag == null) {
            return null;
        }
        boolean own = reference.repository().endsWith("/" + distribution);
        return switch (distribution) {
            case "debian" -> word(tag, Releases.debianCodenames());
            case "ubuntu" -> {
                String codename = word(tag, Releases.ubuntuCodenames());
                yield codename != null
                        ? Releases.ubuntuNumber(codename).orElse(null)
                        : own && Releases.ubuntuCodename(tag).isPresent() ? tag : null;
            }
            case "alpine" -> alpine(tag, own);
            default -> null;
        };
    }

    private static @Nullable String word(String tag, Iterable<String> names) {
        for (String part : tag.split("[-_]", 20)) {
            for (String name : names) {
                if (part.equals(name)) {
                    return name;
                }
            }
        }
        return null;
    }

    private static @Nullable String alpine(String tag, boolean own) {
        int at = own ? 0 : tag.indexOf("alpine");
        if (at < 0) {
            return null;
        }
        int from = own ? 0 : at + "alpine".length();
        if (!own && from < tag.length() && tag.charAt(from) == '-') {
            from++;
        }
        String version = Text.version(tag, from);
        return version.indexOf('.') < 0 ? null : Text.parts(version, 2);
    }
}
