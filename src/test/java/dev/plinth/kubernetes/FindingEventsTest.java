package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Verdict;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Owner;
import dev.plinth.review.workload.Workload;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an Event of a finding says, and on what: programs read type and reason, people the rest. */
@EnableKubernetesMockClient(crud = true)
class FindingEventsTest {

    KubernetesClient client;

    @Test
    void aModeHasItsTypeAndReason() throws Exception {
        List<Event> events = said(
                false,
                workload("Deployment", "cart", null),
                image(
                        "app",
                        "python:3.12",
                        finding("a", Mode.ENFORCE),
                        finding("b", Mode.WARN),
                        finding("c", Mode.AUDIT)));

        assertThat(events)
                .extracting(event -> event.getType() + " " + event.getReason() + " " + event.getMessage())
                .containsExactlyInAnyOrder(
                        "Warning BaseImageDenied container \"app\" python:3.12: a: tier full is above slim",
                        "Warning BaseImageWarning container \"app\" python:3.12: b: tier full is above slim",
                        "Normal BaseImageAudited container \"app\" python:3.12: c: tier full is above slim");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("apps/v1");
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("Deployment");
            assertThat(event.getInvolvedObject().getNamespace()).isEqualTo("shop");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("cart");
            assertThat(event.getReportingComponent()).isEqualTo("plinth.dev/webhook");
            assertThat(event.getReportingInstance()).isEqualTo("plinth-0");
        });
    }

    @Test
    void whatAControllerMakesShowsOnItsOwner() throws Exception {
        List<Event> events = said(
                false,
                workload("ReplicaSet", "cart-5d9f", new Owner("apps/v1", "Deployment", "cart")),
                image("app", "python:3.12", finding("a", Mode.ENFORCE)));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getInvolvedObject().getKind()).isEqualTo("Deployment");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("cart");
        });
    }

    @Test
    void hostileNamesAreMadePlain() throws Exception {
        List<Event> events = said(
                false,
                workload("Deployment", "cart", null),
                image("a\u202Epp\u001b[2J", "evil\n\u2028image:" + "x".repeat(4_000), finding("a", Mode.ENFORCE)));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getMessage())
                    .startsWith("container \"a\uFFFDpp\uFFFD[2J\" evil\uFFFD\uFFFDimage:xxx")
                    .endsWith("…: a: tier full is above slim")
                    .hasSizeLessThan(250);
            assertThat(event.getMessage().chars()).noneMatch(Character::isISOControl);
        });
    }

    @Test
    void aDryRunLeavesNone() throws Exception {
        assertThat(said(true, workload("Pod", "p", null), image("app", "python:3.12", finding("a", Mode.ENFORCE))))
                .isEmpty();
    }

    /** The last of several notes is there: the recorder writes them in turn. */
    private List<Event> said(boolean dryRun, Workload workload, JudgedImage image) throws Exception {
        try (EventRecorder recorder = new EventRecorder(client, "plinth-0", InstantSource.system(), object -> object)) {
            FindingEvents events = new FindingEvents(recorder);
            Review review = new Review(workload, List.of(image), false, "no", List.of(), "0123456789ab");
            events.reviewed(
                    new ReviewRequest(workload, null, "CREATE", null, false, dryRun), review, Duration.ofMillis(1));
            JudgedImage last = image("app", "last", finding("last", Mode.ENFORCE));
            events.reviewed(
                    new ReviewRequest(workload, null, "CREATE", null, false, false),
                    new Review(workload, List.of(last), false, "no", List.of(), "0123456789ab"),
                    Duration.ofMillis(1));
            Eventually.until(() -> all().stream().anyMatch(FindingEventsTest::isLast));
        }
        return all().stream().filter(event -> !isLast(event)).toList();
    }

    private List<Event> all() {
        return client.v1().events().inNamespace("shop").list().getItems();
    }

    private static boolean isLast(Event event) {
        return event.getMessage().contains("last: ");
    }

    private static Finding finding(String rule, Mode mode) {
        return new Finding(rule, Finding.Kind.VIOLATION, mode, "tier full is above slim", null, null, 0);
    }

    private static JudgedImage image(String container, String image, Finding... findings) {
        return new JudgedImage(
                new ContainerImage(ContainerKind.CONTAINER, container, image),
                null,
                null,
                new Verdict(Outcome.VIOLATING, List.of(findings), List.of()),
                List.of());
    }

    private static Workload workload(String kind, String name, @Nullable Owner owner) {
        return new Workload(kind, "shop", name, owner, List.of(), List.of(), Requester.OPERATOR);
    }
}
