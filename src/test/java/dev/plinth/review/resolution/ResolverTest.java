package dev.plinth.review.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Evidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Facts;
import dev.plinth.base.Resolution;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Resolution.Unread;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.Json;
import dev.plinth.image.Annotations;
import dev.plinth.image.MediaType;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.review.StoredSource;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Requester;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolverTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();

    private final StoredSource source = new StoredSource();
    private final AtomicInteger contentReads = new AtomicInteger();

    @Test
    void aWarmImageCostsNothing() {
        source.put("registry.corp/app:1", IMAGE);
        Resolver resolver = resolver(asking(), false);

        List<Resolution> cold = resolver.resolve(lookup("registry.corp/app:1"), soon());
        int asked = source.asked.size();
        List<Resolution> warm = resolver.resolve(lookup("registry.corp/app:1"), soon());

        assertThat(classified(cold).registryRequests()).isEqualTo(2);
        assertThat(classified(warm).registryRequests()).isZero();
        assertThat(source.asked).hasSize(asked);
        assertThat(resolver.peek(lookup("registry.corp/app:1"))).isPresent();
    }

    @Test
    void fiftyCallersCauseOneLookUp() throws InterruptedException {
        source.put("registry.corp/app:1", IMAGE);
        CountDownLatch gate = source.close();
        Resolver resolver = resolver(asking(), false);
        List<List<Resolution>> answers = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callers.add(Thread.startVirtualThread(() -> {
                List<Resolution> answer = resolver.resolve(lookup("registry.corp/app:1"), soon());
                synchronized (answers) {
                    answers.add(answer);
                }
            }));
        }
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(answers)
                .hasSize(50)
                .allSatisfy(answer -> assertThat(classified(answer)).isNotNull());
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void atTheDeadlineItAnswersAndTheLookUpGoesOnForTheRetry() throws InterruptedException {
        source.put("registry.corp/app:1", IMAGE);
        CountDownLatch gate = source.close();
        Resolver resolver = resolver(asking(), false);

        List<Resolution> early = resolver.resolve(lookup("registry.corp/app:1"), Deadline.after(Duration.ofMillis(50)));
        gate.countDown();
        List<Resolution> retry = resolver.resolve(lookup("registry.corp/app:1"), soon());

        assertThat(unread(early).unavailable().reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(classified(retry)).isNotNull();
        assertThat(source.asked).hasSize(2);
        awaitRest(resolver);
    }

    @Test
    void oneNamespacesFloodLeavesTheOthersTheirLookUps() throws InterruptedException {
        CountDownLatch gate = source.close();
        Resolver resolver = resolver(asking(), false);
        Deadline passed = new Deadline(System.nanoTime());
        Requester flood = new Requester("flood", List.of(), "default");
        for (int i = 0; i < 600; i++) {
            resolver.resolve(lookup("registry.corp/flood" + i + ":1", flood), passed);
        }

        assertThat(resolver.underWay()).isEqualTo(500);
        assertThat(unread(resolver.resolve(lookup("registry.corp/more:1", flood), soon()))
                        .unavailable()
                        .detail())
                .contains("too many look-ups under way");
        assertThat(unread(resolver.resolve(
                                lookup("registry.corp/app:1", new Requester("shop", List.of(), "default")), passed))
                        .unavailable()
                        .detail())
                .contains("the look-up goes on");
        gate.countDown();
        awaitRest(resolver);
        // Who has ended counts no longer.
        source.put("registry.corp/late:1", IMAGE);
        assertThat(classified(resolver.resolve(lookup("registry.corp/late:1", flood), soon())))
                .isNotNull();
    }

    @Test
    void anotherRequesterIsNotAnsweredFromMemory() {
        source.put("registry.corp/app:1", IMAGE);
        Resolver resolver = resolver(asking(), false);
        Lookup mine = lookup("registry.corp/app:1");
        Lookup others = new Lookup(
                mine.reference(), mine.platforms(), mine.needs(), new Requester("other", List.of(), "default"));

        assertThat(resolver.resolve(mine, soon())).isNotEmpty();

        assertThat(resolver.peek(others)).isEmpty();
    }

    @Test
    void whatAnotherIndexOrRepositorySaysOfTheSameManifestIsNotAnsweredFromMemory() {
        source.put("registry.corp/app:1", IndexBuilder.of(IMAGE).build())
                .put("registry.corp/app:2", IMAGE)
                .put("evil.corp/app:1", IMAGE)
                .put(
                        "registry.corp/app:3",
                        IndexBuilder.of()
                                .image(IMAGE, Map.of("org.opencontainers.image.base.name", "docker.io/library/lie"))
                                .build());
        Classifier byEntry = new Classifier() {
            @Override
            public Classification classify(Dossier dossier) {
                String says =
                        dossier.image().reference().path() + dossier.image().entryAnnotations();
                return new Classification(
                        null,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        Facts.UNKNOWN,
                        List.of(new Evidence(EvidenceKind.ANNOTATION, says, false)),
                        List.of(),
                        1);
            }

            @Override
            public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
                return List.of();
            }
        };
        Resolver resolver = resolver(byEntry, false);

        assertThat(List.of("registry.corp/app:3", "registry.corp/app:1", "registry.corp/app:2", "evil.corp/app:1"))
                .extracting(reference -> classified(resolver.resolve(lookup(reference), soon()))
                        .classification()
                        .evidence()
                        .getFirst()
                        .says())
                .containsExactly(
                        "registry.corp/app{org.opencontainers.image.base.name=docker.io/library/lie}",
                        "registry.corp/app{}",
                        "registry.corp/app{}",
                        "evil.corp/app{}");
    }

    @Test
    void failuresAreRememberedBrieflyByReason() {
        source.fail("registry.corp/app:1", Reason.RATE_LIMITED);
        Resolver resolver = resolver(asking(), false);

        List<Resolution> first = resolver.resolve(lookup("registry.corp/app:1"), soon());
        List<Resolution> second = resolver.resolve(lookup("registry.corp/app:1"), soon());

        assertThat(unread(first).unavailable().reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(unread(second).unavailable().reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(source.asked).hasSize(1);
    }

    @Test
    void everyWantedPlatformIsResolvedAndAttestationsAreNone() {
        TestImage amd = ImageBuilder.scratch()
                .platform("linux", "amd64")
                .layer(Map.of("a", "1"))
                .build();
        TestImage arm = ImageBuilder.scratch()
                .platform("linux", "arm64")
                .layer(Map.of("a", "2"))
                .build();
        source.put(
                "registry.corp/app:1",
                IndexBuilder.of(amd, arm)
                        .attestation(amd, "https://slsa.dev/provenance/v1", "{}")
                        .build());
        Resolver resolver = resolver(asking(), false);

        assertThat(resolver.resolve(lookup("registry.corp/app:1"), soon())).hasSize(2);
        assertThat(resolver.resolve(lookup("registry.corp/app:1", Platform.LINUX_ARM64), soon()))
                .singleElement()
                .satisfies(one -> assertThat(((Classified) one).platform()).isEqualTo(Platform.LINUX_ARM64));
        assertThat(unread(resolver.resolve(lookup("registry.corp/app:1", Platform.of("linux", "s390x")), soon()))
                        .unavailable()
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void aSingleOtherPlatformIsJudgedToo() {
        TestImage arm = ImageBuilder.scratch()
                .platform("linux", "arm64")
                .layer(Map.of("a", "2"))
                .build();
        source.put("registry.corp/app:1", IndexBuilder.of(arm).build());

        List<Resolution> found =
                resolver(asking(), false).resolve(lookup("registry.corp/app:1", Platform.LINUX_AMD64), soon());

        assertThat(((Classified) found.getFirst()).platform()).isEqualTo(Platform.LINUX_ARM64);
    }

    @Test
    void whatIsNotAnImageSaysSo() {
        source.put(
                "registry.corp/chart:1",
                RawArtifact.artifact(
                        "application/vnd.cncf.helm.config.v1+json",
                        new MediaType("application/vnd.cncf.helm.chart.content.v1.tar+gzip"),
                        new byte[] {1},
                        Map.of(),
                        IMAGE));

        assertThat(unread(resolver(asking(), false).resolve(lookup("registry.corp/chart:1"), soon()))
                        .unavailable()
                        .reason())
                .isEqualTo(Reason.NOT_AN_IMAGE);
    }

    @Test
    void inquiriesAreAskedOnceAndWithinTheBudget() {
        source.put("registry.corp/app:1", IMAGE);
        List<Inquiry> endless = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            endless.add(new Inquiry.BaseImage(ImageReference.parse("registry.corp/base:" + i), true));
        }
        Resolver resolver = resolver(asking(endless.toArray(Inquiry[]::new)), false);

        Classified found = classified(resolver.resolve(lookup("registry.corp/app:1"), soon()));

        assertThat(source.asked.stream().filter(line -> line.contains("/base@")))
                .hasSize(10);
        assertThat(found.classification().evidence()).hasSize(10);
    }

    @Test
    void ofATagWhoseIndexSaysThatItIsYoungerNothingElseIsRead() {
        source.put("registry.corp/app:1", IMAGE);
        TestImage base = ImageBuilder.scratch().layer(Map.of("a", "1")).build();
        source.put(
                "registry.corp/base:1",
                IndexBuilder.of()
                        .image(base, Map.of(Annotations.CREATED, "2026-10-01T00:00:00Z"))
                        .build());
        Instant older = Instant.parse("2026-08-05T00:00:00Z");
        Instant younger = Instant.parse("2026-10-02T00:00:00Z");

        assertThat(requestsWithBase(older)).isEqualTo(3);
        assertThat(requestsWithBase(younger)).isEqualTo(5);
    }

    /** Two for the image itself. */
    private int requestsWithBase(Instant before) {
        Inquiry inquiry = new Inquiry.BaseImage(ImageReference.parse("registry.corp/base:1"), false, true, before);
        return classified(resolver(asking(inquiry), false).resolve(lookup("registry.corp/app:1"), soon()))
                .registryRequests();
    }

    @Test
    void contentIsReadAfterTheAnswerAndFoundByTheRetry() throws InterruptedException {
        source.put("registry.corp/app:1", IMAGE);
        Resolver resolver = resolver(asking(new Inquiry.Content(List.of())), false);

        Classified live = classified(resolver.resolve(lookup("registry.corp/app:1"), soon()));
        awaitRest(resolver);
        Classified retry = classified(resolver.resolve(lookup("registry.corp/app:1"), soon()));

        assertThat(live.classification().evidence()).isEmpty();
        assertThat(retry.classification().evidence()).hasSize(1);
        assertThat(contentReads).hasValue(1);
    }

    @Test
    void theCommandLineReadsContentBeforeItAnswers() {
        source.put("registry.corp/app:1", IMAGE);
        Resolver resolver = resolver(asking(new Inquiry.Content(List.of())), true);

        assertThat(classified(resolver.resolve(lookup("registry.corp/app:1"), soon()))
                        .classification()
                        .evidence())
                .hasSize(1);
    }

    /** An answer is given a moment before its look-up is over. */
    private static void awaitRest(Resolver resolver) throws InterruptedException {
        for (int i = 0; i < 1_000 && resolver.underWay() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(resolver.underWay()).isZero();
    }

    private Resolver resolver(Classifier classifier, boolean withContent) {
        return new Resolver(
                new Resolver.Sources(source, new Json(), (_, _, _) -> {
                    contentReads.incrementAndGet();
                    return new Content(Facts.UNKNOWN, null, false, false, true);
                }),
                classifier,
                new Resolver.Memory(CaffeineCache.ofEntries(1_000), CaffeineCache.ofEntries(1_000), Keep.DEFAULT),
                withContent);
    }

    /** A classifier that asks for the same things until they are answered, and has one piece of evidence for each answer. */
    private static Classifier asking(Inquiry... inquiries) {
        return new Classifier() {
            @Override
            public Classification classify(Dossier dossier) {
                List<Evidence> evidence = dossier.answers().stream()
                        .map(Answer::to)
                        .map(inquiry -> new Evidence(EvidenceKind.HISTORY, inquiry.toString(), false))
                        .toList();
                return new Classification(
                        null, List.of(), null, null, List.of(), Facts.UNKNOWN, evidence, List.of(), 1);
            }

            @Override
            public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
                return Arrays.stream(inquiries)
                        .filter(inquiry -> !dossier.asked(inquiry))
                        .toList();
            }
        };
    }

    private static Lookup lookup(String reference, Requester requester) {
        Lookup nobodys = lookup(reference);
        return new Lookup(nobodys.reference(), nobodys.platforms(), nobodys.needs(), requester);
    }

    private static Lookup lookup(String reference, Platform... platforms) {
        return new Lookup(
                ImageReference.parse(reference),
                new PlatformChoice(List.of(platforms)),
                Set.of(Need.TIER),
                new Requester("shop", List.of(), "default"));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static Classified classified(List<Resolution> resolutions) {
        assertThat(resolutions).singleElement().isInstanceOf(Classified.class);
        return (Classified) resolutions.getFirst();
    }

    private static Unread unread(List<Resolution> resolutions) {
        assertThat(resolutions).singleElement().isInstanceOf(Unread.class);
        return (Unread) resolutions.getFirst();
    }
}
