package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.Digest;
import dev.plinth.policy.ContainerKind;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Verdict;
import dev.plinth.policy.document.PolicyReader;
import dev.plinth.review.Review;
import dev.plinth.review.source.Requester;
import dev.plinth.review.workload.ContainerImage;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.review.workload.Workload;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code scan --cluster} says beside the verdicts: of tags that have moved on, and of exemptions. */
class ScanOfAClusterTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Digest RUNNING = Digest.sha256("a".repeat(64));
    private static final Digest TAG_NOW = Digest.sha256("b".repeat(64));

    private final FakeWorkbench workbench = new FakeWorkbench();

    @BeforeEach
    void aCluster() {
        workbench.pods = List.of();
        workbench.policy = policy("");
    }

    @Test
    void saysWhichBuildRunsAndWhichItsTagNamesNow() {
        JudgedImage moved = running("registry.corp/shop/cart:1", Verdict.COMPLIANT);
        JudgedImage same = running("registry.corp/shop/till:1", Verdict.COMPLIANT);
        workbench.reviews.add(review("cart", moved));
        workbench.reviews.add(review("till", same));
        workbench.moved.put(moved, TAG_NOW);

        CommandRun run = CommandRun.of(workbench, "scan", "--cluster");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("Deployment shop/cart\n")
                .contains("    drift    " + RUNNING + " runs, and the tag names " + TAG_NOW + " now\n")
                .contains("0 workloads would be denied\n1 image drifted: the tag has moved on since")
                .doesNotContain("shop/till");
    }

    @Test
    void saysNothingOfDriftWhereNothingDrifted() {
        workbench.reviews.add(review("cart", running("registry.corp/shop/cart:1", Verdict.COMPLIANT)));

        assertThat(CommandRun.of(workbench, "scan", "--cluster").out())
                .isEqualTo("1 workload, 1 image, 1 compliant; 0 workloads would be denied\n");
    }

    @Test
    void theDocumentHasTheKeysOfTheReport() {
        JudgedImage moved = running("registry.corp/shop/cart:1", Verdict.COMPLIANT);
        workbench.reviews.add(review("cart", moved, running("registry.corp/shop/till:1", Verdict.COMPLIANT)));
        workbench.moved.put(moved, TAG_NOW);

        List<Node> images = images(CommandRun.of(workbench, "scan", "--cluster", "-o", "json"));

        assertThat(images).hasSize(2);
        assertThat(images.getFirst().text("running")).contains(RUNNING.toString());
        assertThat(images.getFirst().text("tagNow")).contains(TAG_NOW.toString());
        assertThat(images.getFirst().flag("drifted")).contains(true);
        assertThat(images.getLast().text("tagNow")).isEmpty();
        assertThat(images.getLast().flag("drifted")).contains(false);
    }

    @Test
    void ofFilesTheDocumentSaysNothingOfWhatRuns() {
        workbench.reviews.add(review("cart", running("registry.corp/shop/cart:1", Verdict.COMPLIANT)));

        CommandRun run = CommandRun.withInput("", workbench, "scan", "-o", "json", "-");

        assertThat(run.out()).contains("\"container\"").doesNotContain("tagNow", "drifted", "\"running\"");
    }

    @Test
    void saysWhichExemptionsEndSoonOrAreNotUsed() {
        workbench.policy = policy("""
                exemptions:
                  - {name: soon, images: ["a/**"], reason: r, owner: ann@corp, expires: %s}
                  - {name: ended, images: ["b/**"], reason: r, owner: bob@corp, expires: %s}
                  - {name: unused, images: ["c/**"], reason: r, owner: o, expires: %s}
                  - {name: in-use, images: ["d/**"], reason: r, owner: o, expires: %s}
                """.formatted(TODAY.plusDays(14), TODAY, TODAY.plusDays(15), TODAY.plusDays(15)));
        Verdict exempt = new Verdict(Outcome.EXEMPT, List.of(), List.of("soon", "in-use"));
        workbench.reviews.add(review("cart", running("a/cart:1", exempt), running("a/till:1", exempt)));

        String out = CommandRun.of(workbench, "scan", "--cluster").out();

        assertThat(out).endsWith("""
                exemption soon ends on %s (14 days left; owner ann@corp); 2 images here under it
                exemption ended ended on %s (owner bob@corp); 0 images here under it
                exemption unused is not used here
                """.formatted(TODAY.plusDays(14), TODAY));
        assertThat(CommandRun.of(workbench, "scan", "--cluster", "-n", "shop").out())
                .as("a namespace alone shows no use of an exemption for another")
                .doesNotContain("exemption");
    }

    private static JudgedImage running(String image, Verdict verdict) {
        return new JudgedImage(
                new ContainerImage(ContainerKind.CONTAINER, "app", image, RUNNING), null, null, verdict, List.of());
    }

    private static Review review(String name, JudgedImage... images) {
        Workload workload = new Workload("Deployment", "shop", name, null, List.of(), List.of(), Requester.OPERATOR);
        return new Review(workload, List.of(images), true, null, List.of(), "0123456789ab");
    }

    private static List<Node> images(CommandRun run) {
        Node document = ((Parsed.Valid<Node>) Yaml.read(run.out())).value();
        return document.items("workloads").stream()
                .flatMap(workload -> workload.items("images").stream())
                .toList();
    }

    private static PolicyInForce policy(String more) {
        Policy policy = ((Parsed.Valid<Policy>) PolicyReader.read(
                        ((Parsed.Valid<Node>) Yaml.read("apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\n" + more))
                                .value()))
                .value();
        return PolicyInForce.of(policy, Judge.of(policy), "file policy.yaml", "0123456789ab");
    }
}
