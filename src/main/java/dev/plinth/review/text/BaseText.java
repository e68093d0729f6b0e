package dev.plinth.review.text;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Evidence;
import dev.plinth.image.reference.ImageReference;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an image stands on, in one line. */
public final class BaseText {

    private BaseText() {}

    /** {@code docker.io/library/python:3.12 → buildpack-deps:trixie → debian:trixie   (verified by layers)}. */
    public static String of(Classification classification) {
        Base base = classification.judgedBase();
        if (base == null) {
            String tier = classification.tier() == null
                    ? ""
                    : "; tier " + classification.tier().label();
            return "unknown" + tier;
        }
        String chain = chain(classification, base);
        String how = base.evidence() == Confidence.VERIFIED
                ? "verified by " + by(classification.evidence())
                : base.evidence().label();
        String self = classification.self() != null ? "itself a base; " : "";
        return chain + "   (" + self + how + ")";
    }

    private static String chain(Classification classification, Base base) {
        String first = name(base);
        String others = base.alternatives().isEmpty() ? "" : alternatives(base.alternatives());
        String rest = classification.lineage().stream()
                .filter(ancestor -> !ancestor.equals(base.reference()))
                .map(ImageReference::familiar)
                .collect(Collectors.joining(" → "));
        return first + others + (rest.isEmpty() ? "" : " → " + rest);
    }

    private static String alternatives(List<ImageReference> alternatives) {
        String some =
                alternatives.stream().limit(2).map(ImageReference::familiar).collect(Collectors.joining(", "));
        return " (or " + some + (alternatives.size() > 2 ? ", …" : "") + ")";
    }

    private static String name(Base base) {
        ImageReference reference = base.reference();
        return reference == null ? base.name() : reference.canonical();
    }

    private static String by(List<Evidence> evidence) {
        return evidence.stream()
                .filter(Evidence::verified)
                .map(reason -> reason.kind().label())
                .distinct()
                .limit(2)
                .collect(Collectors.joining(" and "));
    }

    /** {@code full, 411 MB}; empty if neither is known. */
    static String tierAndSize(@Nullable String tier, @Nullable Long size) {
        String bytes = size == null ? null : Sizes.of(size);
        return tier == null ? (bytes == null ? "" : bytes) : bytes == null ? tier : tier + ", " + bytes;
    }
}
