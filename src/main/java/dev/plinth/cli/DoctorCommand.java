package dev.plinth.cli;

import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Doctor;
import dev.plinth.cli.workbench.Doctor.Check;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into how registries answer, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks into how registries answer, and says what to do.",
            "Looked into: reachability, TLS, credentials, limits, referrers, clock. Ends with 3 if a registry cannot be used."
        })
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings with;

    @Parameters(
            arity = "1..*",
            paramLabel = "REGISTRY",
            description = "host[:port], or a reference, to look into its repository as well.")
    List<String> registries = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print; default ${DEFAULT-VALUE}.")
    Output output = Output.TEXT;

    @Mixin
    ReadingOptions options = new ReadingOptions();

    DoctorCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() throws CommandException {
        Terminal terminal = with.terminal();
        List<Node> documents = new ArrayList<>();
        boolean bad = false;
        try (Doctor doctor = with.workbench().doctor(options.settings())) {
            for (String registry : registries) {
                List<Check> checks = new ArrayList<>();
                if (output == Output.TEXT) {
                    terminal.out().println(terminal.paint(Terminal.Colour.STRONG, Terminal.plain(registry)));
                }
                doctor.examine(registry, check -> {
                    checks.add(check);
                    if (output == Output.TEXT) {
                        print(terminal, check);
                    }
                });
                bad |= checks.stream().anyMatch(check -> check.state() == Check.State.BAD);
                documents.add(document(registry, checks));
            }
        }
        if (output == Output.JSON) {
            terminal.out().println(JsonText.indented(Tree.list(documents, document -> document)));
        }
        return bad ? ExitCode.UNAVAILABLE : ExitCode.CLEAN;
    }

    private static void print(Terminal terminal, Check check) {
        String mark = switch (check.state()) {
            case GOOD -> terminal.paint(Terminal.Colour.GOOD, "ok  ");
            case FAIR -> terminal.paint(Terminal.Colour.WARN, "mind");
            case BAD -> terminal.paint(Terminal.Colour.BAD, "bad ");
        };
        terminal.out()
                .println("  " + mark + "  " + String.format("%-12s", check.name()) + Terminal.plain(check.says()));
        if (!check.wayOut().isEmpty()) {
            terminal.out().println("                    → " + Terminal.plain(check.wayOut()));
        }
    }

    private static Node document(String registry, List<Check> checks) {
        return new Tree()
                .with("registry", registry)
                .with(
                        "checks",
                        checks,
                        check -> new Tree()
                                .with("name", check.name())
                                .with("state", check.state().name().toLowerCase(Locale.ROOT))
                                .with("says", check.says())
                                .with("wayOut", check.wayOut().isEmpty() ? null : check.wayOut())
                                .node())
                .node();
    }
}
