package dev.plinth.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Evidence;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.Json;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Policy;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewerTest {

    private static final TestImage FAT = ImageBuilder.scratch()
            .label("tier", "full")
            .layer(Map.of("fat", "1"))
            .build();
    private static final TestImage SLIM = ImageBuilder.scratch()
            .label("tier", "slim")
            .layer(Map.of("slim", "1"))
            .build();
    private static final Digest FIX = Digest.sha256("0123456789abcdef".repeat(4));

    private final StoredSource source = new StoredSource()
            .put("registry.corp/shop/cart:1.4-bookworm", FAT)
            .put("registry.corp/shop/slim:1-bookworm", SLIM);

    private final PolicyInForce enforcing = policy("""
            mode: enforce
            contact: platform@corp
            rules:
              - name: no-full-bases
                require: {tier: {atMost: slim}}
                message: See go/bases.
              - name: pinned
                mode: warn
                require: {imagePinning: {atLeast: codename}}
              - name: later
                mode: warn
                enforceFrom: 2026-12-01
                require: {tier: {atMost: alpine}}
            """);

    @Test
    void deniesWithABlockThatAPersonCanActOn() {
        Review review = review(enforcing, pod("app", "registry.corp/shop/cart:1.4-bookworm"), null);

        assertThat(review.allowed()).isFalse();
        assertThat(review.message()).isEqualTo("""
                plinth denied 1 of 1 image in Pod shop/cart
                  container "app": registry.corp/shop/cart:1.4-bookworm
                    base    docker.io/library/python:3.12 → buildpack-deps:trixie   (verified by layers)
                    rule    no-full-bases: tier full is above slim (base 411 MB)
                            See go/bases.
                    rule    later: tier full is above alpine (base 411 MB)  (warning) (enforced from 2026-12-01, 6 days left)
                    fix     FROM python:3.12-slim-trixie@%s  (slim, 43 MB)
                            smaller
                    exempt  ask platform@corp; policy ConfigMap plinth/policy""".formatted(FIX));
        assertThat(review.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .startsWith(
                                "plinth: container \"app\" registry.corp/shop/cart:1.4-bookworm: later: tier full is above alpine")
                        .contains("6 days left")
                        .hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void warnsWithinTheLimitsOfTheApiServer() {
        StringBuilder containers = new StringBuilder();
        String name = "registry.corp/" + "a-rather-long-repository-name/".repeat(6) + "app";
        source.put(name + ":1", FAT);
        for (int i = 0; i < 60; i++) {
            containers
                    .append("    - {name: c")
                    .append(i)
                    .append(", image: \"")
                    .append(name)
                    .append(":1@")
                    .append(FAT.digest())
                    .append("\"}\n");
        }
        PolicyInForce warning = policy("mode: warn\nrules: [{name: no-full-bases, require: {tier: {atMost: slim}}}]");

        Review review = review(
                warning,
                workload("apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n"
                        + containers),
                null);

        assertThat(review.allowed()).isTrue();
        assertThat(review.warnings()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(256));
        assertThat(review.warnings().getFirst()).contains("no-full-bases").contains("use FROM python:3.12-slim-trixie");
        assertThat(review.warnings().getLast()).contains("further findings");
        assertThat(String.join("", review.warnings())).hasSizeLessThan(4_096);
    }

    @Test
    void judgesOnlyImagesThatAnUpdateAddsOrChanges() {
        Node before = pod("app", "registry.corp/shop/cart:1.4-bookworm");

        Review unchanged = review(enforcing, pod("renamed", "registry.corp/shop/cart:1.4-bookworm"), before);
        Review moved = review(
                enforcing,
                workload(
                        "{apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop}, spec: {containers: [{name: app, image: \"registry.corp/shop/slim:1-bookworm\"}], initContainers: [{name: app, image: \"registry.corp/shop/cart:1.4-bookworm\"}]}}"),
                before);

        assertThat(unchanged.images()).isEmpty();
        assertThat(unchanged.allowed()).isTrue();
        assertThat(moved.images()).hasSize(2);
        assertThat(moved.allowed()).isFalse();
    }

    @Test
    void anUnchangedImageIsJudgedWhereAnUpdateAsksForAnotherPlatform() {
        TestImage elsewhere = ImageBuilder.scratch()
                .label("tier", "slim")
                .platform("linux", "arm64")
                .layer(Map.of("slim", "1"))
                .build();
        source.put(
                "registry.corp/shop/multi:1-bookworm",
                IndexBuilder.of(FAT, elsewhere).build());
        Node before = deployment("{kubernetes.io/arch: arm64}");

        Review created = review(enforcing, before, null);
        Review moved = review(enforcing, deployment("{kubernetes.io/arch: amd64}"), before);
        Review opened = review(enforcing, deployment("{}"), before);
        Review narrowed = review(enforcing, before, deployment("{}"));

        assertThat(created.allowed()).isTrue();
        assertThat(moved.allowed()).isFalse();
        assertThat(opened.allowed()).isFalse();
        assertThat(narrowed.images()).isEmpty();
    }

    private static Node deployment(String nodeSelector) {
        return workload(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}, spec: {template:"
                        + " {spec: {nodeSelector: " + nodeSelector
                        + ", containers: [{name: app, image: \"registry.corp/shop/multi:1-bookworm\"}]}}}}");
    }

    @Test
    void theLeastThatMendsAnUnpinnedImageIsItsOwnDigest() {
        source.put("registry.corp/shop/slim:1", SLIM);

        Review review = review(enforcing, pod("app", "registry.corp/shop/slim:1"), null);

        assertThat(review.warnings())
                .filteredOn(warning -> warning.contains(" pinned: "))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning).endsWith("; use image: registry.corp/shop/slim:1@" + SLIM.digest()));
        assertThat(review.warnings())
                .filteredOn(warning -> warning.contains(" later: "))
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("; use FROM python:3.12-slim-trixie@"));
    }

    @Test
    void anInvalidReferenceIsUnavailableAndNeverABadBase() {
        Review review = review(enforcing, pod("app", "nginx@sha256:x"), null);

        assertThat(review.images())
                .singleElement()
                .satisfies(image -> assertThat(image.verdict().outcome()).isEqualTo(Outcome.UNAVAILABLE));
        assertThat(review.allowed()).isTrue();
        assertThat(review.warnings().getFirst()).contains("unavailable: invalid-reference");
    }

    @Test
    void anUnavailableImageNamesItsReason() {
        source.fail("registry.corp/shop/gone:1-bookworm", Reason.RATE_LIMITED);

        Review review = review(enforcing, pod("app", "registry.corp/shop/gone:1-bookworm"), null);

        assertThat(review.allowed()).isTrue();
        assertThat(review.warnings().getFirst()).contains("unavailable: rate-limited (registry.corp");
    }

    @Test
    void answersFromMemoryWithoutReading() {
        Reviewer reviewer = reviewer();
        ReviewRequest request = request(enforcing, pod("app", "registry.corp/shop/cart:1.4-bookworm"), null);

        assertThat(reviewer.fromCaches(request, enforcing)).isEmpty();
        Review cold = reviewer.review(request, enforcing, soon());
        int asked = source.asked.size();
        Optional<Review> warm = reviewer.fromCaches(request, enforcing);

        assertThat(warm).hasValueSatisfying(review -> {
            assertThat(review.allowed()).isFalse();
            assertThat(review.message()).isEqualTo(cold.message());
        });
        assertThat(source.asked).hasSize(asked);
    }

    @Test
    void whatComesFromOutsideCannotForgeLines() {
        Review review = review(
                enforcing,
                workload(
                        "{apiVersion: v1, kind: Pod, metadata: {name: \"x\\nplinth allowed\\u202e\", namespace: shop}, spec: {containers: [{name: \"a\\nb\", image: \"registry.corp/shop/cart:1.4-bookworm\"}]}}"),
                null);

        assertThat(review.message().lines())
                .noneMatch(line -> line.startsWith("plinth allowed") || line.startsWith("b\""));
        assertThat(review.message()).doesNotContain("\u202e");
    }

    private Review review(PolicyInForce policy, Node object, Node before) {
        return reviewer().review(request(policy, object, before), policy, soon());
    }

    private static ReviewRequest request(PolicyInForce policy, Node object, Node before) {
        return new ReviewRequest(
                policy.workloads().read(object, "default").orElseThrow(),
                before == null
                        ? null
                        : policy.workloads().read(before, "default").orElseThrow(),
                before == null ? "CREATE" : "UPDATE",
                Map.of(),
                false,
                false);
    }

    private Reviewer reviewer() {
        Resolver resolver = new Resolver(
                new Resolver.Sources(
                        source, new Json(), (_, _, _) -> new Content(Facts.UNKNOWN, null, false, false, true)),
                BY_LABEL,
                new Resolver.Memory(CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100), Keep.DEFAULT),
                false);
        AdviceDesk desk = (_, _, _, _, _) -> List.of(
                new Advice(ImageReference.parse("python:3.12-slim-trixie"), FIX, 43_188_023L, Tier.SLIM, "smaller"));
        return new Reviewer(
                resolver,
                desk,
                new Surroundings(
                        reference -> reference, List::of, InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z"))));
    }

    /** Tells the tier by a label, so that these tests are about reviewing alone. */
    private static final Classifier BY_LABEL = new Classifier() {
        @Override
        public Classification classify(Dossier dossier) {
            Tier tier = Tier.parse(dossier.image().config().label("tier").orElseThrow());
            Base base = new Base(
                    ImageReference.parse("python:3.12"),
                    false,
                    null,
                    null,
                    Confidence.VERIFIED,
                    1,
                    410_908_459L,
                    null,
                    true,
                    List.of());
            return new Classification(
                    tier,
                    List.of(),
                    null,
                    base,
                    List.of(ImageReference.parse("python:3.12"), ImageReference.parse("buildpack-deps:trixie")),
                    Facts.UNKNOWN,
                    List.of(new Evidence(EvidenceKind.LAYERS, "its layers", true)),
                    List.of(),
                    420_000_000);
        }

        @Override
        public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
            return List.of();
        }
    };

    private static PolicyInForce policy(String yaml) {
        Parsed<Policy> parsed = PolicyReader.read(
                ((Parsed.Valid<Node>) Yaml.read("apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\n" + yaml)).value());
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        Policy policy = ((Parsed.Valid<Policy>) parsed).value();
        return PolicyInForce.of(policy, Judge.of(policy), "ConfigMap plinth/policy", "0123456789ab");
    }

    private static Node pod(String container, String image) {
        return workload(
                "{apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop}, spec: {containers: [{name: "
                        + container + ", image: \"" + image + "\"}]}}");
    }

    private static Node workload(String yaml) {
        return ((Parsed.Valid<Node>) Yaml.read(yaml)).value();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }
}
