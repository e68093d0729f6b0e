package dev.plinth.base.roots.publishers;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.marks.RootRule;
import dev.plinth.base.marks.Text;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * openSUSE's and SUSE's own images, which KIWI makes without a step that says what it is: their label {@code
 * org.opensuse.reference} names them with their release, and children inherit it. A small variant is believed only of a small layer.
 */
public final class SuseRoot implements RootRule {

    private static final String REFERENCE = "org.opensuse.reference";

    /**
     * One of their images.
     *
     * @param name its repository's end, in the label
     * @param path as it is asked for
     * @param most compressed bytes of its layer
     */
    private record Kind(
            String name,
            String path,
            Tier tier,
            Libc libc,
            @Nullable String manager,
            long most) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("opensuse/leap", "docker.io/opensuse/leap", Tier.FULL, Libc.GLIBC, "zypper", Long.MAX_VALUE),
            new Kind(
                    "opensuse/tumbleweed",
                    "docker.io/opensuse/tumbleweed",
                    Tier.FULL,
                    Libc.GLIBC,
                    "zypper",
                    Long.MAX_VALUE),
            new Kind("bci/bci-base", "registry.suse.com/bci/bci-base", Tier.FULL, Libc.GLIBC, "zypper", Long.MAX_VALUE),
            new Kind("bci/bci-minimal", "registry.suse.com/bci/bci-minimal", Tier.SLIM, Libc.GLIBC, "rpm", 30_000_000),
            new Kind("bci/bci-micro", "registry.suse.com/bci/bci-micro", Tier.SLIM, Libc.GLIBC, null, 20_000_000),
            new Kind(
                    "bci/bci-busybox", "registry.suse.com/bci/bci-busybox", Tier.ALPINE, Libc.GLIBC, null, 12_000_000));

    @Override
    public Optional<OsRoot> read(Clues clues) {
        ImageReference said =
                clues.config().label(REFERENCE).flatMap(ImageReference::lenient).orElse(null);
        if (said == null || clues.steps().melted() || clues.root().isEmpty()) {
            return Optional.empty();
        }
        for (Kind kind : KINDS) {
            if (said.repository().endsWith(kind.name()) && clues.rootSize() <= kind.most()) {
                return Optional.of(root(kind, said));
            }
        }
        return Optional.empty();
    }

    private static OsRoot root(Kind kind, ImageReference said) {
        String release = Text.parts(Text.firstVersion(said.tag() == null ? "" : said.tag()), 2);
        boolean rolling = kind.name().endsWith("tumbleweed");
        List<Candidate> candidates = new ArrayList<>();
        for (String tag : rolling ? List.of("latest") : List.of(release, Text.parts(release, 1))) {
            if (!tag.isEmpty()) {
                candidates.add(Candidate.of(kind.path(), tag));
            }
        }
        return new OsRoot(
                kind.tier(),
                new Facts(
                        kind.path().contains("opensuse") ? "opensuse" : "sles",
                        release.isEmpty() || rolling ? null : release,
                        null,
                        kind.libc(),
                        true,
                        kind.manager() == null ? Facts.NO_PACKAGE_MANAGER : kind.manager(),
                        false,
                        null),
                1,
                OsRoot.name(candidates, kind.path()),
                candidates.stream().distinct().toList(),
                "label of SUSE: " + said.name().familiar());
    }
}
