package dev.plinth.policy.advice;

import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The name of the same build that holds on to the release of its operating system, where there is one. */
final class PinnedName {

    private PinnedName() {}

    /** The best name for the base; empty if it has none, or none with a tag. */
    static Optional<ImageReference> of(Situation situation, @Nullable String codename, @Nullable String alpine) {
        ImageReference base = situation.base();
        if (base == null) {
            return Optional.empty();
        }
        if (namesARelease(base)) {
            return Optional.of(base);
        }
        Optional<ImageReference> known = situation.names().stream()
                .filter(name -> name.sameRepository(base) && namesARelease(name))
                .min(Comparator.comparing((ImageReference name) -> !sameVersion(name, base))
                        .thenComparing(name -> String.valueOf(name.tag()).length())
                        .thenComparing(ImageReference::canonical));
        if (known.isPresent()) {
            return known;
        }
        AdviceTable.Family family = situation.family();
        String tag = family != null && family.has(base)
                ? built(family, base.tag(), situation.version(), codename, alpine)
                : base.tag();
        return Optional.ofNullable(tag).filter(it -> !it.equals("latest")).map(base::withTag);
    }

    private static @Nullable String built(
            AdviceTable.Family family,
            @Nullable String tag,
            @Nullable String version,
            @Nullable String codename,
            @Nullable String alpine) {
        if (tag == null || tag.equals("latest")) {
            if (family.runtime() == null && family.name().equals(family.distribution())) {
                return codename != null ? codename : alpine;
            }
            return version == null || codename == null ? version : version + "-" + codename;
        }
        if (tag.endsWith("alpine")) {
            return alpine != null && family.alpines().contains(alpine) ? tag + alpine : tag;
        }
        if (codename == null || !family.codenames().contains(codename)) {
            return tag;
        }
        return family.slimLast() && tag.endsWith("-slim")
                ? tag.substring(0, tag.length() - "-slim".length()) + "-" + codename + "-slim"
                : tag + "-" + codename;
    }

    private static boolean namesARelease(ImageReference name) {
        return name.tag() != null && Pinning.of(name) == Pinning.CODENAME;
    }

    private static boolean sameVersion(ImageReference name, ImageReference base) {
        return base.tag() != null && String.valueOf(name.tag()).startsWith(base.tag() + "-");
    }
}
