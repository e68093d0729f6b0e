package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Classification;
import dev.plinth.base.Facts;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
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
import dev.plinth.review.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines that programs read: the keys of {@code docs/configuration.md}, each, always, and no other. */
class FindingLogTest {

    private static final Logger LOGGER = Logger.getLogger("dev.plinth.finding");
    private static final Path DOCUMENT = Path.of("docs", "configuration.md");
    private static final Resolution READ = new Resolution.Classified(
            Digest.sha256("a".repeat(64)),
            Platform.LINUX_AMD64,
            new Classification(Tier.FULL, List.of(), null, null, List.of(), Facts.UNKNOWN, List.of(), List.of(), 1),
            3);

    private record Line(Level level, String message, Map<String, Object> keys) {}

    private final List<Line> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(new Line(record.getLevel(), record.getMessage(), new TreeMap<>(MDC.getMap())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void aRefusalHasTheDocumentedKeysAndNoOther() throws IOException {
        log(false, false, READ, Mode.ENFORCE);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.level().getName()).startsWith("WARN");
            assertThat(line.message())
                    .isEqualTo("enforce Deployment shop/cart, container \"app\": no-full-bases: tier full is above slim"
                            .replace("\"", ""));
            assertThat(line.keys().keySet()).containsExactlyInAnyOrderElementsOf(documented());
            assertThat(line.keys())
                    .containsEntry("event", "finding")
                    .containsEntry("allowed", "false")
                    .containsEntry("mode", "enforce")
                    .containsEntry("outcome", "violation")
                    .containsEntry("rule", "no-full-bases")
                    .containsEntry("operation", "CREATE")
                    .containsEntry("kind", "Deployment")
                    .containsEntry("namespace", "shop")
                    .containsEntry("name", "cart")
                    .containsEntry("containerKind", "container")
                    .containsEntry("container", "app")
                    .containsEntry("image", "python:3.12")
                    .containsEntry("digest", "sha256:" + "a".repeat(64))
                    .containsEntry("tier", "full")
                    .containsEntry("base", "")
                    .containsEntry("policy", "0123456789ab");
        });
        assertThat(MDC.getMap()).as("nothing clings to the thread").isEmpty();
    }

    @Test
    void whatWasLetInIsNoWarning() {
        log(true, false, READ, Mode.WARN);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo(Level.INFO);
            assertThat(line.keys()).containsEntry("allowed", "true").containsEntry("mode", "warn");
        });
    }

    @Test
    void whatWasNotReadHasNoDigestTierOrBase() throws IOException {
        log(false, false, null, Mode.ENFORCE);

        TreeSet<String> unread = documented();
        unread.removeAll(List.of("digest", "tier", "base"));
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line.keys().keySet()).containsExactlyInAnyOrderElementsOf(unread));
    }

    @Test
    void aDryRunLeavesNoLine() {
        log(false, true, READ, Mode.ENFORCE);

        assertThat(lines).isEmpty();
    }

    private static void log(boolean allowed, boolean dryRun, @Nullable Resolution resolution, Mode mode) {
        Workload workload = new Workload("Deployment", "shop", "cart", null, List.of(), List.of(), Requester.OPERATOR);
        JudgedImage image = new JudgedImage(
                new ContainerImage(ContainerKind.CONTAINER, "app", "python:3.12"),
                null,
                resolution,
                new Verdict(
                        Outcome.VIOLATING,
                        List.of(new Finding(
                                "no-full-bases",
                                Finding.Kind.VIOLATION,
                                mode,
                                "tier full is above slim",
                                null,
                                null,
                                0)),
                        List.of()),
                List.of());
        new FindingLog()
                .reviewed(
                        new ReviewRequest(workload, null, "CREATE", null, false, dryRun),
                        new Review(workload, List.of(image), allowed, "no", List.of(), "0123456789ab"),
                        Duration.ofMillis(1));
    }

    private static TreeSet<String> documented() throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf("\n## Log\n"), text.indexOf("A dry run leaves no line"));
        TreeSet<String> keys = new TreeSet<>();
        Pattern.compile("(?m)^\\| (`[^|]*`) \\|")
                .matcher(section)
                .results()
                .flatMap(row ->
                        Pattern.compile("`([a-zA-Z]+)`").matcher(row.group(1)).results())
                .forEach(key -> keys.add(key.group(1)));
        return keys;
    }
}
