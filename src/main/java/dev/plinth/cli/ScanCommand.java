package dev.plinth.cli;

import dev.plinth.cli.input.Manifests;
import dev.plinth.cli.input.ReadingOptions;
import dev.plinth.cli.text.ProgressLine;
import dev.plinth.cli.text.ScanText;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.ReviewDocument;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.Review;
import dev.plinth.review.ReviewRequest;
import dev.plinth.review.workload.JudgedImage;
import dev.plinth.review.workload.PolicyInForce;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what the policy would do with workloads: those in files, or those that run. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description =
                "Says what the policy would do with workloads: of Kubernetes YAML or rendered Helm output, or that run now.")
final class ScanCommand implements Callable<Integer> {

    private final Surroundings with;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|-",
            description = "Kubernetes objects, YAML or JSON; a directory for all below it; - for standard input.")
    List<String> files = new ArrayList<>();

    @Option(names = "--cluster", description = "Scan what runs in the cluster of the current context.")
    boolean cluster;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Of objects that do not say theirs, else default; with --cluster, look only there.")
    @Nullable
    String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print; default ${DEFAULT-VALUE}.")
    Output output = Output.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "warn|unknown|unavailable",
            split = ",",
            description = "End with 1 for these too, not only for findings in enforce.")
    Set<ExitCode.FailOn> failOn = EnumSet.noneOf(ExitCode.FailOn.class);

    @Mixin
    ReadingOptions options = new ReadingOptions();

    ScanCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() throws CommandException {
        if (files.isEmpty() != cluster && spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give files, or --cluster, and not both");
        }
        Terminal terminal = with.terminal();
        List<Review> reviews;
        PolicyInForce policy;
        Map<JudgedImage, Digest> moved;
        try (Engine engine = with.workbench().engine(options.settings());
                ProgressLine progress = new ProgressLine(terminal)) {
            policy = engine.policy();
            reviews = engine.reviews(requests(policy), progress::at);
            moved = cluster ? engine.movedOn(reviews) : Map.of();
            progress.close();
            if (options.verbose()) {
                InspectCommand.answers(terminal, engine.answersByHost());
            }
        }
        switch (output) {
            case TEXT -> {
                ScanText text = new ScanText(terminal);
                terminal.out().print(text.of(reviews, moved, options.verbose()));
                // A part of the cluster, or files, need not show what an exemption is for.
                if (cluster && namespace == null) {
                    terminal.out()
                            .print(text.exemptions(
                                    policy.policy().exemptions(), reviews, LocalDate.now(ZoneOffset.UTC)));
                }
            }
            case JSON -> terminal.out().println(JsonText.indented(document(reviews, policy, cluster ? moved : null)));
        }
        List<JudgedImage> images =
                reviews.stream().flatMap(review -> review.images().stream()).toList();
        return ExitCode.of(images, failOn);
    }

    private List<ReviewRequest> requests(PolicyInForce policy) throws CommandException {
        if (cluster) {
            try (Cluster running = with.workbench().cluster()) {
                return List.copyOf(Running.requests(running, namespace == null ? "" : namespace));
            }
        }
        List<Node> objects = new ArrayList<>();
        for (String file : files) {
            objects.addAll(Manifests.read(file, with.terminal().in()));
        }
        return requests(objects, policy);
    }

    private List<ReviewRequest> requests(List<Node> objects, PolicyInForce policy) {
        String standard = namespace == null ? "default" : namespace;
        Map<String, Map<String, String>> labels = new HashMap<>();
        for (Node object : objects) {
            if (object.text("kind").orElse("").equals("Namespace")) {
                object.text("metadata", "name")
                        .ifPresent(name -> labels.put(name, object.textEntries("metadata", "labels")));
            }
        }
        List<ReviewRequest> requests = new ArrayList<>();
        for (Node object : objects) {
            policy.workloads()
                    .read(object, standard)
                    .ifPresent(workload -> requests.add(
                            new ReviewRequest(workload, null, "SCAN", labels.get(workload.namespace()), false, false)));
        }
        return requests;
    }

    /** What moved is null where nothing runs that it could have moved from. */
    private static Node document(List<Review> reviews, PolicyInForce policy, @Nullable Map<JudgedImage, Digest> moved) {
        return new Tree()
                .with(
                        "policy",
                        new Tree()
                                .with("source", policy.source())
                                .with("version", policy.version())
                                .node())
                .with(
                        "workloads",
                        reviews,
                        review -> moved == null ? ReviewDocument.of(review) : ReviewDocument.of(review, moved))
                .node();
    }
}
