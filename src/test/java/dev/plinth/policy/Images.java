package dev.plinth.policy;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Refutation;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images as they come out of classification, for tests: one builder, every part known unless said otherwise. */
public final class Images {

    public static final Digest DIGEST = Digest.parse("sha256:" + "ab".repeat(32));

    private @Nullable Tier tier = Tier.SLIM;
    private @Nullable Base base = new Base(
            ImageReference.parse("python:3.12-slim-trixie"),
            false,
            DIGEST,
            Pinning.CODENAME,
            Confidence.VERIFIED,
            4,
            43_188_023L,
            Instant.parse("2026-10-01T12:00:00Z"),
            true,
            List.of());

    private @Nullable Base self;
    private List<ImageReference> knownAs = List.of();
    private Facts facts = new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", false, "python 3.12");
    private List<Refutation> refuted = List.of();
    private long size = 90_000_000L;

    private Images() {}

    /** An application on a pinned, verified, current slim base. */
    public static Images good() {
        return new Images();
    }

    /** An application on python:3.12. */
    public static Images full() {
        Images image = new Images();
        image.tier = Tier.FULL;
        return image.base("python:3.12", Pinning.FLOATING, Confidence.VERIFIED).baseSize(410_908_459L);
    }

    /** An image of which nothing can be told. */
    public static Images unknown() {
        Images image = new Images();
        image.tier = null;
        image.base = null;
        image.facts = Facts.UNKNOWN;
        return image;
    }

    /** An image without anything below its own files. */
    public static Images onScratch() {
        Images image = new Images();
        image.tier = Tier.SCRATCH;
        image.base = Base.scratch(Confidence.VERIFIED);
        image.facts = new Facts(null, null, null, Libc.NONE, false, Facts.NO_PACKAGE_MANAGER, false, null);
        return image;
    }

    public Images tier(@Nullable Tier its) {
        tier = its;
        return this;
    }

    public Images facts(Facts its) {
        facts = its;
        return this;
    }

    public Images size(long bytes) {
        size = bytes;
        return this;
    }

    public Images refuted(String claim, String truth) {
        refuted = List.of(new Refutation(claim, truth));
        return this;
    }

    public Images base(String name, @Nullable Pinning pinning, Confidence evidence) {
        base = new Base(
                ImageReference.parse(name),
                false,
                DIGEST,
                pinning,
                evidence,
                4,
                43_188_023L,
                Instant.parse("2026-10-01T12:00:00Z"),
                true,
                List.of());
        return this;
    }

    public Images base(@Nullable Base its) {
        base = its;
        return this;
    }

    public Images baseSize(long bytes) {
        Base its = java.util.Objects.requireNonNull(base);
        base = new Base(
                its.reference(),
                its.scratch(),
                its.digest(),
                its.pinning(),
                its.evidence(),
                its.layers(),
                bytes,
                its.created(),
                its.current(),
                its.alternatives());
        return this;
    }

    /** The image is itself known as a base: what was its base is that of its own layers now. */
    public Images knownAs(String... names) {
        knownAs = List.of(names).stream().map(ImageReference::parse).toList();
        self = base;
        base = null;
        return this;
    }

    public Classification classification() {
        return new Classification(tier, knownAs, self, base, List.of(), facts, List.of(), refuted, size);
    }

    public Optional<Resolution> resolution() {
        return Optional.of(new Resolution.Classified(DIGEST, Platform.LINUX_AMD64, classification(), 0));
    }

    /** An image that could not be read. */
    public static Optional<Resolution> unread(Unavailable.Reason reason) {
        return Optional.of(new Resolution.Unread(Unavailable.of(reason, "registry.corp", ""), 1));
    }

    /** A container of namespace {@code shop} with this image. */
    public static Subject subject(String image) {
        return subject("shop", image);
    }

    public static Subject subject(String namespace, String image) {
        ImageReference reference = ImageReference.parse(image);
        return new Subject(namespace, java.util.Map.of(), ContainerKind.CONTAINER, reference, reference, false);
    }
}
