package dev.plinth.cli;

import dev.plinth.cli.input.ReadingOptions;
import dev.plinth.cli.text.ImageText;
import dev.plinth.cli.text.ProgressLine;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.ResultDocument;
import dev.plinth.codec.Tree;
import dev.plinth.review.workload.JudgedImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what images stand on, and what the policy says of them. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells what images stand on, how that is known, and what the policy says of them.")
final class InspectCommand implements Callable<Integer> {

    private final Surroundings with;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "A reference as in a pod, or oci-layout:DIR[:TAG] for an image layout on disk.")
    List<String> images = new ArrayList<>();

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

    @Option(
            names = "--deep",
            description =
                    "Look further: at what the base's tag points to now, and into layers where metadata leaves the tier open.")
    boolean deep;

    @Mixin
    ReadingOptions options = new ReadingOptions();

    InspectCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() throws CommandException {
        Terminal terminal = with.terminal();
        List<JudgedImage> all = new ArrayList<>();
        try (Engine engine = with.workbench().engine(options.settings(deep));
                ProgressLine progress = new ProgressLine(terminal)) {
            ImageText text = new ImageText(terminal);
            for (int i = 0; i < images.size(); i++) {
                progress.at(i, images.size(), images.get(i));
                List<JudgedImage> results = engine.inspect(images.get(i));
                all.addAll(results);
                if (output == Output.TEXT) {
                    progress.close();
                    terminal.out().print((i == 0 ? "" : "\n") + text.of(results));
                }
            }
            if (output == Output.JSON) {
                progress.close();
                terminal.out().println(JsonText.indented(Tree.list(all, ResultDocument::of)));
            }
            if (options.verbose()) {
                answers(terminal, engine.answersByHost());
            }
        }
        return ExitCode.of(all, failOn);
    }

    /** Which host answered and how often; where a mirror stands in, this is where it shows. */
    static void answers(Terminal terminal, Map<String, Integer> byHost) {
        if (byHost.isEmpty()) {
            terminal.err().println("no registry was asked");
        }
        byHost.forEach((host, count) -> terminal.err()
                .println(Terminal.plain(host) + " answered " + count + (count == 1 ? " time" : " times")));
    }
}
