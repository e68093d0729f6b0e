package dev.plinth.review.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.AdviceDocument;
import dev.plinth.codec.Json;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.policy.Advice;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Subject;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.review.StoredSource;
import dev.plinth.review.reading.ImageReader;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RegistryAdviceTest {

    private static final String SLIM = "python:3.12-slim-trixie";
    private static final TestImage APP = image("full");
    private static final RawArtifact INDEX = IndexBuilder.of(image("slim")).build();
    private static final Facts PYTHON =
            new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, "python 3.12");

    private final StoredSource source = new StoredSource().put("registry.corp/app:1", APP);
    private final PolicyInForce policy = policy("rules: [{name: no-full-bases, require: {tier: {atMost: slim}}}]");

    @Test
    void theLineToPasteIsWhatTheRegistryHasNow() {
        source.put(SLIM, INDEX);

        List<Advice> advice = advise(Deadline.after(Duration.ofSeconds(10)));

        assertThat(advice).anySatisfy(one -> {
            assertThat(one.line()).isEqualTo("FROM " + SLIM + "@" + INDEX.digest());
            assertThat(one.tier()).isEqualTo(Tier.SLIM);
            assertThat(one.size()).isPositive();
        });
    }

    @Test
    void whatIsGoneIsNotAdvised() {
        assertThat(advise(Deadline.after(Duration.ofSeconds(10))))
                .noneMatch(one -> one.reference().familiar().equals(SLIM));
    }

    @Test
    void whatThePolicyWouldRefuseIsNotAdvised() {
        source.put(SLIM, IndexBuilder.of(image("full")).build());

        assertThat(advise(Deadline.after(Duration.ofSeconds(10))))
                .noneMatch(one -> one.reference().familiar().equals(SLIM));
    }

    @Test
    void whatCannotBeAskedForSaysSo() {
        source.fail(SLIM, Reason.UNREACHABLE);

        assertThat(advise(Deadline.after(Duration.ofSeconds(10))))
                .filteredOn(one -> one.reference().familiar().equals(SLIM))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.digest()).isNull();
                    assertThat(one.why()).contains("not verified");
                });
    }

    @Test
    void atAPassedDeadlineItNamesAndTheNextQuestionFindsTheDigest() throws InterruptedException {
        source.put(SLIM, INDEX);
        CountDownLatch gate = source.close();
        RegistryAdvice desk = desk();

        List<Advice> early = ask(desk, new Deadline(System.nanoTime()));
        gate.countDown();
        List<Advice> later = early;
        for (int i = 0; i < 300 && later.stream().allMatch(one -> one.digest() == null); i++) {
            Thread.sleep(10);
            later = ask(desk, new Deadline(System.nanoTime()));
        }

        assertThat(early)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.digest()).isNull());
        assertThat(later).anySatisfy(one -> assertThat(one.digest()).isEqualTo(INDEX.digest()));
    }

    private List<Advice> advise(Deadline deadline) {
        return ask(desk(), deadline);
    }

    @Test
    void whatAPodRunsWithAShellIsNotMovedToABaseWithoutOne() {
        source.put(
                "gcr.io/distroless/python3-debian13:nonroot",
                IndexBuilder.of(image("distroless")).build());
        Facts python = new Facts("debian", "13", "trixie", Libc.GLIBC, true, "apt", true, "python 3.13");
        Deadline soon = Deadline.after(Duration.ofSeconds(10));

        assertThat(ask(desk(), soon, python, false))
                .anyMatch(one -> one.reference().path().startsWith("gcr.io/distroless/"));
        assertThat(ask(desk(), soon, python, true))
                .noneMatch(one -> one.reference().path().startsWith("gcr.io/distroless/"));
    }

    private List<Advice> ask(RegistryAdvice desk, Deadline deadline) {
        return ask(desk, deadline, PYTHON, false);
    }

    private List<Advice> ask(RegistryAdvice desk, Deadline deadline, Facts facts, boolean userland) {
        Base base = new Base(
                ImageReference.parse("python:3.12"),
                false,
                null,
                null,
                Confidence.VERIFIED,
                1,
                1L,
                null,
                null,
                List.of());
        Classification classification = new Classification(
                Tier.FULL,
                List.of(),
                null,
                base,
                List.of(ImageReference.parse("python:3.12")),
                facts,
                List.of(),
                List.of(),
                1);
        ImageReference written = ImageReference.parse("registry.corp/app:1");
        return desk.advise(
                new Subject("shop", Map.of(), ContainerKind.CONTAINER, written, written, userland, false),
                new Classified(APP.digest(), Platform.LINUX_AMD64, classification, 0),
                new Requester("shop", List.of(), "default"),
                policy,
                deadline);
    }

    private RegistryAdvice desk() {
        Resolver resolver = new Resolver(
                new Resolver.Sources(
                        source, new Json(), (_, _, _) -> new Content(Facts.UNKNOWN, null, false, false, true)),
                BY_LABEL,
                new Resolver.Memory(CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100), Keep.DEFAULT),
                false);
        return new RegistryAdvice(
                new RegistryAdvice.Sources(
                        resolver,
                        new ImageReader(source, new Json()),
                        source,
                        ChainCatalogue.EMPTY,
                        AdviceDocument.builtIn()),
                CaffeineCache.ofEntries(100),
                InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")));
    }

    private static TestImage image(String tier) {
        return ImageBuilder.scratch()
                .label("tier", tier)
                .layer(Map.of(tier, "1"))
                .build();
    }

    private static PolicyInForce policy(String yaml) {
        Policy policy = ((Parsed.Valid<Policy>)
                        PolicyReader.read(node("apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\n" + yaml)))
                .value();
        return PolicyInForce.of(policy, Judge.of(policy), "file policy.yaml", "0123456789ab");
    }

    private static Node node(String yaml) {
        return ((Parsed.Valid<Node>) Yaml.read(yaml)).value();
    }

    /** Tells the tier by a label, so that these tests are about advice alone. */
    private static final Classifier BY_LABEL = new Classifier() {
        @Override
        public Classification classify(Dossier dossier) {
            Tier tier = Tier.parse(dossier.image().config().label("tier").orElseThrow());
            return new Classification(
                    tier,
                    List.of(),
                    null,
                    null,
                    List.of(),
                    Facts.UNKNOWN,
                    List.of(),
                    List.of(),
                    dossier.image().size());
        }

        @Override
        public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
            return List.of();
        }
    };
}
