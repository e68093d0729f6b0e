package dev.plinth.serving.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.admission.Reviews;
import dev.plinth.base.Base;
import dev.plinth.base.Confidence;
import dev.plinth.base.Resolution;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.codec.AdviceDocument;
import dev.plinth.codec.Json;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.data.Parsed;
import dev.plinth.image.Platform;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.serving.ReviewerMaker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final Deadline SOON = Deadline.after(Duration.ofSeconds(10));

    /** Without a single rule: what is judged by it is looked up nowhere. */
    private static final PolicyInForce IN_FORCE = policy("""
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: enforce
            """);

    private final AtomicInteger inEarnest = new AtomicInteger();
    private final Rehearsal rehearsal = new Rehearsal(
            new Reviews() {
                @Override
                public Optional<Review> fromCaches(ReviewRequest request, PolicyInForce policy) {
                    inEarnest.incrementAndGet();
                    return Optional.empty();
                }

                @Override
                public Review review(ReviewRequest request, PolicyInForce policy, Deadline deadline) {
                    inEarnest.incrementAndGet();
                    return new Review(request.workload(), List.of(), true, null, List.of(), policy.version());
                }
            },
            new ReviewerMaker(
                            ShippedCatalogue.catalogue(),
                            AdviceDocument.builtIn(),
                            false,
                            () -> List.of(Platform.LINUX_AMD64),
                            InstantSource.system())
                    .reviewer(new MadeUpImages(), RegistrySettings.DEFAULT));

    @Test
    void madeUpImagesAreReadAndJudgedToTheEnd() throws Exception {
        Review review = rehearsal.review(request(Rehearsal.NAMESPACE, true), IN_FORCE, SOON);
        assertThat(review.images())
                .hasSize(2)
                .allSatisfy(image -> assertThat(image.resolution())
                        .isInstanceOfSatisfying(Resolution.Classified.class, read -> {
                            Base base = read.classification().base();
                            assertThat(base).isNotNull();
                            assertThat(base.name()).isEqualTo("rehearsal.invalid/base:1-bookworm");
                            assertThat(base.evidence()).isEqualTo(Confidence.VERIFIED);
                        }));
        assertThat(review.warnings()).isNotEmpty();
        assertThat(inEarnest).hasValue(0);
    }

    @Test
    void whatWasRehearsedOnceIsRemembered() throws Exception {
        ReviewRequest request = request(Rehearsal.NAMESPACE, true);
        assertThat(rehearsal.fromCaches(request, IN_FORCE)).isEmpty();
        rehearsal.review(request, IN_FORCE, SOON);
        assertThat(rehearsal.fromCaches(request, IN_FORCE)).isPresent();
    }

    @Test
    void everythingElseIsJudgedInEarnest() throws Exception {
        rehearsal.review(request("shop", true), IN_FORCE, SOON);
        rehearsal.review(request(Rehearsal.NAMESPACE, false), IN_FORCE, SOON);
        assertThat(inEarnest).hasValue(2);
    }

    @Test
    void afterItsEndNothingIsRehearsed() throws Exception {
        rehearsal.end();
        rehearsal.review(request(Rehearsal.NAMESPACE, true), IN_FORCE, SOON);
        rehearsal.fromCaches(request(Rehearsal.NAMESPACE, true), IN_FORCE);
        assertThat(inEarnest).hasValue(2);
    }

    private static PolicyInForce policy(String text) {
        return ((Parsed.Valid<PolicyInForce>) PolicyDocument.read(text, "test")).value();
    }

    private static ReviewRequest request(String namespace, boolean dryRun) throws Exception {
        String pod = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","namespace":"%s"},"spec":{"containers":[\
                {"name":"a","image":"rehearsal.invalid/a-1:1"},{"name":"b","image":"rehearsal.invalid/b-1:1.2-bookworm"}]}}""".formatted(namespace);
        return new ReviewRequest(
                IN_FORCE.workloads()
                        .read(new Json().json(pod.getBytes(StandardCharsets.UTF_8)), namespace)
                        .orElseThrow(),
                null,
                "CREATE",
                null,
                false,
                dryRun);
    }
}
