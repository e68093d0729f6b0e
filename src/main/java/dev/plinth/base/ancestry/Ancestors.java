package dev.plinth.base.ancestry;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.marks.Candidate;
import dev.plinth.image.Image;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All images that are known to be ancestors by their layers: from the catalogue, and from what was looked up. */
public final class Ancestors {

    private final Image image;
    private final UnaryOperator<ImageReference> identity;
    private final List<Candidate> candidates;
    private final TreeMap<Integer, Gathered> byLayers = new TreeMap<>();

    private Ancestors(Image image, UnaryOperator<ImageReference> identity, List<Candidate> candidates) {
        this.image = image;
        this.identity = identity;
        this.candidates = candidates;
    }

    /**
     * The ancestors, and the image itself where it is known, fewest layers first.
     *
     * @param candidates names that were thought of; a build found under one is called as the candidate says
     */
    public static List<Ancestor> of(
            Dossier dossier, Catalogue catalogue, UnaryOperator<ImageReference> identity, List<Candidate> candidates) {
        Image image = dossier.image();
        Ancestors ancestors = new Ancestors(image, identity, candidates);
        for (Answer answer : dossier.answers()) {
            if (answer instanceof Answer.BaseImages found) {
                ancestors.add(found);
            }
        }
        for (Catalogue.Match match :
                catalogue.prefixes(image.layers(), image.config().diffIds())) {
            ancestors.add(match);
        }
        List<Ancestor> all = new ArrayList<>();
        ancestors.byLayers.forEach((layers, gathered) -> all.add(gathered.ancestor(layers)));
        return all;
    }

    private void add(Answer.BaseImages found) {
        ImageReference asked = found.to().reference();
        boolean moved = asked.digest() == null;
        for (Image base : found.images()) {
            Prefix prefix = Prefix.of(base, image);
            if (prefix == Prefix.NONE || found.to().claimed() && isImageItself(asked, base)) {
                continue;
            }
            Gathered gathered = at(base.layers().size());
            Candidate candidate = candidate(asked, found.to().claimed());
            if (candidate != null) {
                gathered.names.add(identity.apply(candidate.as()));
            }
            gathered.names.add(identity.apply(asked));
            gathered.digests.add(found.asked());
            gathered.digests.add(base.digest());
            gathered.digest = gathered.digest == null ? found.asked() : gathered.digest;
            gathered.created = gathered.created == null ? base.config().created() : gathered.created;
            gathered.byDigest |= prefix == Prefix.BY_DIGEST;
            Fingerprint fingerprint = Fingerprint.of(base);
            gathered.tier = gathered.tier == null ? tierOf(fingerprint, identity.apply(asked)) : gathered.tier;
            gathered.facts = gathered.facts.orElse(fingerprint.facts());
            gathered.root = gathered.root == null ? rootOf(fingerprint) : gathered.root;
            // A tag was asked, and this is what it points to now.
            gathered.current = moved && candidate == null ? Boolean.TRUE : gathered.current;
        }
    }

    /** What its root is, and what of that is left after its own steps: a base that brings compilers is no slim one. */
    private static @Nullable Tier tierOf(Fingerprint found, ImageReference identity) {
        Tier root = RootTier.of(found, identity);
        if (root == null || found.root() == null) {
            return root;
        }
        int layers =
                Math.min(found.root().layers(), found.clues().image().layers().size());
        return Additions.of(found, root, layers, found.clues().steps().above(layers))
                .tier();
    }

    private static @Nullable ImageReference rootOf(Fingerprint fingerprint) {
        ImageReference name =
                fingerprint.root() == null ? null : fingerprint.root().name();
        return name == null || name.tag() == null ? null : name;
    }

    /** Claiming to stand on itself makes an image no base. */
    private boolean isImageItself(ImageReference asked, Image found) {
        return found.digest().equals(image.digest())
                && identity.apply(asked).sameRepository(identity.apply(image.reference()));
    }

    private @Nullable Candidate candidate(ImageReference asked, boolean claimed) {
        if (!claimed) {
            for (Candidate candidate : candidates) {
                if (candidate.ask().equals(asked)) {
                    return candidate.as().equals(asked) ? null : candidate;
                }
            }
        }
        return null;
    }

    private void add(Catalogue.Match match) {
        KnownBase base = match.base();
        Gathered gathered = at(base.layers());
        for (ImageReference name : base.names()) {
            gathered.names.add(identity.apply(name));
        }
        if (base.index() != null) {
            gathered.digests.add(base.index());
        }
        if (base.manifest() != null) {
            gathered.digests.add(base.manifest());
        }
        gathered.digest =
                gathered.digest == null ? (base.index() != null ? base.index() : base.manifest()) : gathered.digest;
        gathered.tier = base.tier() != null ? base.tier() : gathered.tier;
        gathered.facts = base.facts().orElse(gathered.facts);
        gathered.created = base.created() != null ? base.created() : gathered.created;
        gathered.parent = base.parent() == null ? gathered.parent : identity.apply(base.parent());
        gathered.byDigest |= !match.byDiffId();
        if (gathered.current == null) {
            gathered.current = base.current();
        }
    }

    private Gathered at(int layers) {
        return byLayers.computeIfAbsent(layers, _ -> new Gathered());
    }

    /** What is known of one prefix, from several sources. */
    private static final class Gathered {
        private final Set<ImageReference> names = new LinkedHashSet<>();
        private final Set<Digest> digests = new HashSet<>();
        private @Nullable Digest digest;
        private @Nullable Tier tier;
        private Facts facts = Facts.UNKNOWN;
        private @Nullable Instant created;
        private @Nullable ImageReference parent;
        private @Nullable ImageReference root;
        private @Nullable Boolean current;
        private boolean byDigest;

        private Ancestor ancestor(int layers) {
            Instant date = created == null || created.isBefore(BuildTime.REAL) ? null : created;
            return new Ancestor(
                    List.copyOf(names), digests, digest, layers, tier, facts, date, parent, root, current, !byDigest);
        }
    }

    /** Whether one of the names stands for the image in question itself, so that it is no ancestor by that name. */
    public static boolean isSame(ImageReference one, ImageReference other) {
        return one.sameRepository(other) && Objects.equals(one.tag(), other.tag());
    }
}
