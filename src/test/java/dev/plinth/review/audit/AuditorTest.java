package dev.plinth.review.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Facts;
import dev.plinth.base.Unavailable;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Content;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.codec.Json;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Policy;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.review.Reviewer;
import dev.plinth.review.StoredSource;
import dev.plinth.review.Surroundings;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.resolution.Keep;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.TestImage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditorTest {

    private static final TestImage OLD =
            ImageBuilder.scratch().layer(Map.of("a", "old")).build();
    private static final TestImage NEW =
            ImageBuilder.scratch().layer(Map.of("a", "new")).build();

    private final StoredSource source =
            new StoredSource().put("registry.corp/app:1", NEW).put("registry.corp/app@" + OLD.digest(), OLD);
    private final List<RunningPod> pods = new ArrayList<>();

    @Test
    void judgesEachDistinctBuildOnceAndCountsItsPods() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            pods.add(pod("cart-" + i, "cart", OLD.digest()));
        }
        pods.add(pod("other-1", "other", OLD.digest()));

        AuditReport report = auditor().look();

        assertThat(report.images()).hasSize(2);
        assertThat(report.images().getFirst().pods()).isEqualTo(20);
        assertThat(report.images().getFirst().owner().name()).isEqualTo("cart");
        assertThat(report.finished()).isNotNull();
        assertThat(source.asked)
                .filteredOn(line -> line.equals("manifest registry.corp/app@" + OLD.digest()))
                .hasSize(1);
    }

    @Test
    void judgesWhatRunsByTheReferenceThatWasWritten() throws IOException, InterruptedException {
        pods.add(pod("cart-1", "cart", OLD.digest()));

        AuditedImage image = auditor().look().images().getFirst();

        assertThat(source.asked)
                .filteredOn(line -> line.startsWith("manifest"))
                .first()
                .asString()
                .doesNotContain("app@1");
        assertThat(image.judged().verdict().outcome()).isEqualTo(Outcome.VIOLATING);
        assertThat(image.wouldBeRefused()).isTrue();
    }

    @Test
    void aTagThatPointsElsewhereThanWhatRunsIsDrift() throws IOException, InterruptedException {
        pods.add(pod("cart-1", "cart", OLD.digest()));
        pods.add(pod("other-1", "other", NEW.digest()));

        List<AuditedImage> images = auditor().look().images();

        assertThat(images.getFirst().tagNow()).isEqualTo(NEW.digest());
        assertThat(images.getFirst().drifted()).isTrue();
        assertThat(images.getLast().drifted()).isFalse();
    }

    @Test
    void aNodeThatReportsItsOwnBuildOfTheTagsIndexHasNotDrifted() throws IOException, InterruptedException {
        source.put("registry.corp/app:1", IndexBuilder.of(OLD, NEW).build());
        pods.add(pod("cart-1", "cart", OLD.digest()));

        assertThat(auditor().look().images().getFirst().drifted()).isFalse();
    }

    @Test
    void aTagThatCannotBeAskedForIsNoDrift() throws IOException, InterruptedException {
        source.fail("registry.corp/app:1", Unavailable.Reason.NOT_FOUND);
        pods.add(pod("cart-1", "cart", OLD.digest()));

        AuditedImage image = auditor().look().images().getFirst();

        assertThat(image.drifted()).isFalse();
        assertThat(image.judged().verdict().outcome()).isEqualTo(Outcome.VIOLATING);
    }

    @Test
    void remembersTheLooksForTrends() throws IOException, InterruptedException {
        pods.add(pod("cart-1", "cart", OLD.digest()));
        Auditor auditor = auditor();

        assertThat(auditor.look().looks()).hasSize(1);
        pods.clear();
        AuditReport second = auditor.look();

        assertThat(second.looks()).hasSize(2);
        assertThat(second.looks().getFirst().refusedIn("shop")).isOne();
        assertThat(second.looks().getLast().refusedIn("shop")).isZero();
        assertThat(second.looks().getLast().wouldBeRefused()).isZero();
        assertThat(auditor.report()).isEqualTo(second);
    }

    private Auditor auditor() {
        Policy policy =
                ((Parsed.Valid<Policy>) PolicyReader.read(((Parsed.Valid<Node>) Yaml.read("""
                apiVersion: plinth.dev/v1
                kind: BaseImagePolicy
                mode: audit
                rules:
                  - name: pinned
                    require: {imagePinning: {atLeast: digest}, imageSize: {atMost: 1Gi}}
                """)).value())).value();
        Resolver resolver = new Resolver(
                new Resolver.Sources(
                        source, new Json(), (_, _, _) -> new Content(Facts.UNKNOWN, null, false, false, true)),
                new Classifier() {
                    @Override
                    public Classification classify(Dossier dossier) {
                        return new Classification(
                                null, List.of(), null, null, List.of(), Facts.UNKNOWN, List.of(), List.of(), 1);
                    }

                    @Override
                    public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
                        return List.of();
                    }
                },
                new Resolver.Memory(CaffeineCache.ofEntries(100), CaffeineCache.ofEntries(100), Keep.DEFAULT),
                false);
        Reviewer reviewer =
                new Reviewer(resolver, AdviceDesk.NONE, new Surroundings(it -> it, List::of, InstantSource.system()));
        PolicyInForce inForce = PolicyInForce.of(policy, Judge.of(policy), "file policy.yaml", "0123456789ab");
        return new Auditor(
                () -> List.copyOf(pods),
                () -> reviewer,
                () -> inForce,
                new Auditor.Pace(2, Duration.ofSeconds(5)),
                InstantSource.system());
    }

    private static RunningPod pod(String name, String owner, Digest running) {
        Workload pod = new Workload(
                "Pod",
                "shop",
                name,
                null,
                List.of(new ContainerImage(ContainerKind.CONTAINER, "app", "registry.corp/app:1", running)),
                List.of(Platform.LINUX_AMD64),
                new Requester("shop", List.of(), "default"));
        return new RunningPod(pod, new Owner("apps/v1", "Deployment", owner), Map.of(), "p-" + name, "o-" + owner);
    }
}
