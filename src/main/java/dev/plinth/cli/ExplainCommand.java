package dev.plinth.cli;

import dev.plinth.cli.text.ProgressLine;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.codec.ReviewDocument;
import dev.plinth.data.Node;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
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
            "It is judged as it runs now; with --from, the text is taken from what `plinth scan -o json` printed."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings with;

    @Parameters(paramLabel = "[KIND/]NAME", description = "As kubectl writes it: deployment/cart, or the name alone.")
    String workload = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where it is; else every namespace is looked through.")
    @Nullable
    String namespace;

    @Option(names = "--from", paramLabel = "FILE|-", description = "JSON that `plinth scan -o json` printed.")
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
            if (isMeant(
                    review.text("kind").orElse(""),
                    review.text("namespace").orElse(""),
                    review.text("name").orElse(""))) {
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
            List<ReviewRequest> meant = Running.requests(cluster, namespace == null ? "" : namespace).stream()
                    .filter(request -> isMeant(
                            request.workload().kind(),
                            request.workload().namespace(),
                            request.workload().name()))
                    .toList();
            return documents(engine.reviews(meant, progress::at));
        }
    }

    private List<Node> stored(String file) throws CommandException {
        return Manifests.documents(file, with.terminal().in()).stream()
                .flatMap(document -> document.items("workloads").stream())
                .toList();
    }

    private boolean isMeant(String kind, String itsNamespace, String name) {
        int slash = workload.indexOf('/');
        String wanted = slash < 0 ? "" : workload.substring(0, slash).toLowerCase(Locale.ROOT);
        String its = kind.toLowerCase(Locale.ROOT);
        return workload.substring(slash + 1).equals(name)
                && (namespace == null || namespace.equals(itsNamespace))
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
        if (review.text("message").isEmpty() && warnings.isEmpty()) {
            terminal.out().println("  nothing is said against it");
        }
    }
}
