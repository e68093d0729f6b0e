package dev.plinth.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Resolution;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.policy.Verdict;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.Workload;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedLabelsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RegistryNames registries = new RegistryNames();
    private final ReviewMetrics metrics = new ReviewMetrics(meters, registries);
    private final RegistryMetrics registryMetrics = new RegistryMetrics(meters, registries);

    private void review(String namespace, String image, boolean dryRun) {
        metrics.reviewed(request(namespace, image, dryRun), review(namespace, image), Duration.ofMillis(1));
    }

    private static ReviewRequest request(String namespace, String image, boolean dryRun) {
        return new ReviewRequest(review(namespace, image).workload(), null, "CREATE", null, false, dryRun);
    }

    private static Review review(String namespace, String image) {
        ContainerImage container = new ContainerImage(ContainerKind.CONTAINER, "app", image);
        ImageReference reference = ImageReference.parse(image);
        Subject subject = new Subject(namespace, null, ContainerKind.CONTAINER, reference, reference, false);
        Finding finding =
                new Finding("rule", Finding.Kind.VIOLATION, Mode.ENFORCE, "tier full is above slim", null, null, 0);
        Unavailable away = Unavailable.of(Reason.UNREACHABLE, reference.registry(), "");
        JudgedImage judged = new JudgedImage(
                container,
                subject,
                new Resolution.Unread(away, 1),
                new Verdict(Outcome.VIOLATING, List.of(finding), List.of()),
                List.of());
        Workload workload = new Workload(
                "Pod", namespace, "x", null, List.of(container), List.of(), new Requester(namespace, List.of(), ""));
        return new Review(workload, List.of(judged), false, "no", List.of(), "v");
    }

    private long series(String name) {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().equals(name))
                .count();
    }

    @Test
    void namespacesBeyondTheCapShareALabel() {
        for (int i = 0; i < 2_500; i++) {
            review("ns-" + i, "registry.corp/a:1", false);
        }

        assertThat(series(MeterNames.VIOLATIONS)).isEqualTo(2_001);
        assertThat(meters.get(MeterNames.VIOLATIONS)
                        .tag("namespace", "_other")
                        .counter()
                        .count())
                .isEqualTo(500);
    }

    @Test
    void rejectedRepositoriesThatWereNotUsedForLongestGoFirst() {
        for (int i = 0; i < 1_500; i++) {
            review("shop", "registry.corp/repo-" + i + ":1", false);
            review("shop", "registry.corp/often:1", false);
        }

        assertThat(series(MeterNames.REJECTED)).isEqualTo(1_000);
        assertThat(meters.find(MeterNames.REJECTED)
                        .tag("image_repository", "registry.corp/repo-1499")
                        .counter())
                .isNotNull();
        assertThat(meters.find(MeterNames.REJECTED)
                        .tag("image_repository", "registry.corp/repo-0")
                        .counter())
                .isNull();
        assertThat(meters.get(MeterNames.REJECTED)
                        .tag("image_repository", "registry.corp/often")
                        .counter()
                        .count())
                .isEqualTo(1_500);
    }

    @Test
    void registriesThatNobodyConfiguredAreBoundedInEveryFamily() {
        registries.configure(Set.of("registry.corp"));
        registryMetrics.exchanged("registry.corp", "manifest", "200", Duration.ofMillis(1));
        for (int i = 0; i < 500; i++) {
            registryMetrics.exchanged("evil-" + i + ".example", "manifest", "200", Duration.ofMillis(1));
            registryMetrics.circuit("evil-" + i + ".example", true);
            review("shop", "evil-" + i + ".example/a:1", false);
        }

        assertThat(series(MeterNames.REGISTRY_REQUESTS)).isEqualTo(51);
        assertThat(series(MeterNames.REGISTRY_DURATION)).isEqualTo(51);
        assertThat(series(MeterNames.REGISTRY_CIRCUIT)).isEqualTo(50);
        assertThat(series(MeterNames.UNAVAILABLE)).isLessThanOrEqualTo(51);
        assertThat(meters.find(MeterNames.REGISTRY_REQUESTS)
                        .tag("registry", "registry.corp")
                        .counter())
                .isNotNull();
    }

    @Test
    void dryRunCountsInOneFamilyAlone() {
        review("shop", "registry.corp/a:1", true);

        assertThat(meters.get(MeterNames.REVIEWS)
                        .tag("dry_run", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(series(MeterNames.IMAGES) + series(MeterNames.VIOLATIONS) + series(MeterNames.REJECTED))
                .isZero();
        assertThat(meters.get(MeterNames.REVIEW_DURATION).timer().count()).isZero();
    }

    @Test
    void aHundredThousandDistinctImagesStayAFewThousandSeriesAndANewcomerStillShows() {
        PrometheusMeterRegistry scraped = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RegistryNames names = new RegistryNames();
        ReviewMetrics counted = new ReviewMetrics(scraped, names);
        for (int i = 0; i < 100_000; i++) {
            counted.reviewed(
                    request("team-" + i % 300, "registry-" + i % 200 + ".corp/app-" + i + ":1." + i, false),
                    review("team-" + i % 300, "registry-" + i % 200 + ".corp/app-" + i + ":1." + i),
                    Duration.ofMillis(1));
        }
        counted.reviewed(
                request("team-1", "registry.corp/newcomer:1", false),
                review("team-1", "registry.corp/newcomer:1"),
                Duration.ofMillis(1));

        String scrape = scraped.scrape();
        long series = scrape.lines().filter(line -> !line.startsWith("#")).count();
        System.out.printf("100,000 distinct images: %d series, %d bytes of a scrape%n", series, scrape.length());

        assertThat(series).isLessThan(2_500);
        assertThat(scrape.length()).isLessThan(512 * 1024);
        assertThat(scrape)
                .contains("image_repository=\"registry.corp/newcomer\"")
                .doesNotContain(":1.99999");
    }
}
