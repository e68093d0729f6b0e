package dev.plinth.cli;

import dev.plinth.cli.input.Manifests;
import dev.plinth.cli.input.ReadingOptions;
import dev.plinth.cli.text.ProgressLine;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.codec.ReviewDocument;
import dev.plinth.data.Node;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.audit.RunningPod;
import dev.plinth.review.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a workload was refused, or would be, in the words of the answer. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a workload is refused or warned about, in the words of the answer.",
            "It is judged as it runs now; with --from, the text is taken from the JSON that `plinth scan -o json` printed,",
            "or that the report page gives as report.json."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings with;

    @Parameters(
            paramLabel = "[KIND/]NAME|UID",
            description =
                    "As kubectl writes it: deployment/cart, pod/cart-7d9f8-x2x9z, the name alone, or the uid of either.")
    String workload = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where it is; else every namespace is looked through.")
    @Nullable
    String namespace;

    @Option(
            names = "--from",
            paramLabel = "FILE|-",
            description = "JSON of `plinth scan -o json`, or the report's report.json.")
    @Nullable
    String from;

    @Mixin
    ReadingOptions options = new ReadingOptions();

    ExplainCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() throws CommandException {
        List<Node> found = new ArrayList<>();
        for (Node review : from == null ? now() : stored(from)) {
            if (from == null
                    || isMeant(
                            review.text("kind").orElse(""),
                            review.text("namespace").orElse(""),
                            review.text("name").orElse(""),
                            review.text("uid").orElse(""))) {
                found.add(review);
            }
        }
        if (found.isEmpty()) {
            throw new CommandException("no " + workload + (namespace == null ? "" : " in namespace " + namespace)
                    + (from == null ? " runs there" : " stands in " + from)
                    + "; write KIND/NAME as kubectl does, and -n for the namespace");
        }
        boolean denied = false;
        for (Node review : found) {
            print(review);
            denied |= !review.flag("allowed").orElse(true);
        }
        return denied ? ExitCode.FINDING : ExitCode.CLEAN;
    }

    private static List<Node> documents(List<Review> reviews) {
        return reviews.stream().map(ReviewDocument::of).toList();
    }

    private List<Node> now() throws CommandException {
        try (Cluster cluster = with.workbench().cluster();
                Engine engine = with.workbench().engine(options.settings());
                ProgressLine progress = new ProgressLine(with.terminal())) {
            List<ReviewRequest> meant =
                    List.copyOf(Running.requests(cluster, namespace == null ? "" : namespace, this::isMeant));
            return documents(engine.reviews(meant, progress::at));
        }
    }

    private List<Node> stored(String file) throws CommandException {
        return Manifests.documents(file, with.terminal().in()).stream()
                .flatMap(document -> document.items("workloads").stream())
                .toList();
    }

    private boolean isMeant(RunningPod running) {
        Workload pod = running.pod();
        return isMeant(running.owner().kind(), pod.namespace(), running.owner().name(), running.ownerUid())
                || isMeant(pod.kind(), pod.namespace(), pod.name(), running.uid());
    }

    private boolean isMeant(String kind, String itsNamespace, String name, String uid) {
        if (namespace != null && !namespace.equals(itsNamespace)) {
            return false;
        }
        int slash = workload.indexOf('/');
        String wanted = slash < 0 ? "" : workload.substring(0, slash).toLowerCase(Locale.ROOT);
        String its = kind.toLowerCase(Locale.ROOT);
        return workload.equals(uid)
                || workload.substring(slash + 1).equals(name)
                        && (wanted.isEmpty() || wanted.equals(its) || wanted.equals(its + "s"));
    }

    private void print(Node review) {
        Terminal terminal = with.terminal();
        String title =
                review.text("kind").orElse("") + " " + review.text("namespace").orElse("") + "/"
                        + review.text("name").orElse("");
        terminal.out().println(terminal.paint(Terminal.Colour.STRONG, Terminal.plain(title)));
        review.text("message")
                .ifPresent(message ->
                        message.lines().forEach(line -> terminal.out().println("  " + Terminal.plain(line))));
        List<String> warnings = review.texts("warnings");
        warnings.forEach(warning -> terminal.out().println("  Warning: " + Terminal.plain(warning)));
        if (review.text("message").isEmpty() && warnings.isEmpty() && !printAudited(review)) {
            terminal.out().println("  nothing is said against it");
        }
    }

    /** Findings that nobody was told; whether there are any. */
    private boolean printAudited(Node review) {
        boolean any = false;
        for (Node image : review.items("images")) {
            for (Node violation : image.items("result", "violations")) {
                any = true;
                String line = "audited, and nobody was told: "
                        + image.text("containerKind").orElse("container") + " \""
                        + image.text("container").orElse("") + "\" "
                        + image.text("result", "reference").orElse("") + ": "
                        + violation.text("rule").orElse("") + ": "
                        + violation.text("text").orElse("");
                with.terminal().out().println("  " + Terminal.plain(line));
            }
        }
        return any;
    }
}
