package dev.plinth.cli;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Evidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import java.time.Instant;
import java.util.List;

/** Judged images for tests of how results are printed. */
final class Results {

    private Results() {}

    static JudgedImage full(Mode mode) {
        return full(mode, Platform.LINUX_AMD64);
    }

    static JudgedImage full(Mode mode, Platform platform) {
        ImageReference python = ImageReference.parse("python:3.12");
        ImageReference parent = ImageReference.parse("buildpack-deps:trixie");
        ImageReference root = ImageReference.parse("debian:trixie");
        Base self = base(python, 410_908_459L, true);
        Base base = base(parent, 379_002_392L, null);
        return new JudgedImage(
                image("python:3.12"),
                subject("python:3.12"),
                new Resolution.Classified(
                        Digest.sha256("a".repeat(64)),
                        platform,
                        new Classification(
                                Tier.FULL,
                                List.of(python),
                                self,
                                base,
                                List.of(parent, root),
                                new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, "python 3.12"),
                                List.of(new Evidence(
                                        EvidenceKind.LAYERS, "the lowest 4 of 7 layers are its own", true)),
                                List.of(),
                                410_908_459L),
                        3),
                new Verdict(
                        Outcome.VIOLATING,
                        List.of(new Finding(
                                "no-full-bases",
                                Finding.Kind.VIOLATION,
                                mode,
                                "tier full is above slim",
                                "See go/base-images.",
                                null,
                                0)),
                        List.of()),
                List.of(new Advice(
                        ImageReference.parse("python:3.12-slim-trixie"),
                        Digest.sha256("b".repeat(64)),
                        43_188_023L,
                        Tier.SLIM,
                        "the same python without compilers")));
    }

    static JudgedImage compliant(String reference) {
        return new JudgedImage(image(reference), subject(reference), null, Verdict.COMPLIANT, List.of());
    }

    static JudgedImage unavailable(String reference) {
        return new JudgedImage(
                image(reference),
                subject(reference),
                new Resolution.Unread(
                        new Unavailable(
                                Unavailable.Reason.RATE_LIMITED, "registry.corp", "", java.time.Duration.ofSeconds(42)),
                        2),
                new Verdict(
                        Outcome.UNAVAILABLE,
                        List.of(new Finding(
                                "no-full-bases",
                                Finding.Kind.UNAVAILABLE,
                                Mode.WARN,
                                "unavailable: rate-limited (registry.corp, retry after 42 s)",
                                null,
                                null,
                                0)),
                        List.of()),
                List.of());
    }

    private static Base base(ImageReference reference, long size, Boolean current) {
        return new Base(
                reference,
                false,
                Digest.sha256("c".repeat(64)),
                null,
                Confidence.VERIFIED,
                4,
                size,
                Instant.parse("2026-08-05T01:04:15Z"),
                current,
                List.of());
    }

    private static ContainerImage image(String reference) {
        return new ContainerImage(ContainerKind.CONTAINER, "", reference);
    }

    private static Subject subject(String reference) {
        ImageReference parsed = ImageReference.parse(reference);
        return new Subject("default", null, ContainerKind.CONTAINER, parsed, parsed, false);
    }
}
