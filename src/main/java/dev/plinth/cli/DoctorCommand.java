package dev.plinth.cli;

import dev.plinth.cli.input.ReadingOptions;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Doctor;
import dev.plinth.cli.workbench.Doctor.Check;
import dev.plinth.codec.JsonText;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into how registries, or a webhook, answer, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks into how registries, or a webhook, answer, and says what to do.",
            "Looked into: reachability, TLS, credentials, limits, referrers, clock. Ends with 3 if one of them cannot be used."
        })
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings with;

    @Parameters(
            arity = "0..*",
            paramLabel = "REGISTRY",
            description = "host[:port], or a reference, to look into its repository as well.")
    List<String> registries = new ArrayList<>();

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "A Plinth that serves, called as an API server does: https://NAME.NAMESPACE.svc/validate.")
    @Nullable
    String webhook;

    @Option(
            names = "--webhook-ca",
            paramLabel = "FILE",
            description = "Authorities (PEM) by which the webhook's certificate is checked; default: the system's.")
    @Nullable
    Path authority;

    @Spec
    @Nullable
    CommandSpec spec;

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
        if (registries.isEmpty() && webhook == null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Missing required parameter: REGISTRY, or --webhook URL");
        }
        Terminal terminal = with.terminal();
        List<Node> documents = new ArrayList<>();
        boolean bad = false;
        if (webhook != null) {
            try (Doctor doctor = with.workbench().webhookDoctor(options.settings(), authority)) {
                bad |= examine(doctor, "webhook", webhook, documents);
            }
        }
        if (!registries.isEmpty()) {
            try (Doctor doctor = with.workbench().doctor(options.settings())) {
                for (String registry : registries) {
                    bad |= examine(doctor, "registry", registry, documents);
                }
            }
        }
        if (output == Output.JSON) {
            terminal.out().println(JsonText.indented(Tree.list(documents, document -> document)));
        }
        return bad ? ExitCode.UNAVAILABLE : ExitCode.CLEAN;
    }

    /** Whether it cannot be used. */
    private boolean examine(Doctor doctor, String kind, String what, List<Node> documents) {
        Terminal terminal = with.terminal();
        List<Check> checks = new ArrayList<>();
        if (output == Output.TEXT) {
            terminal.out().println(terminal.paint(Terminal.Colour.STRONG, Terminal.plain(what)));
        }
        doctor.examine(what, check -> {
            checks.add(check);
            if (output == Output.TEXT) {
                print(terminal, check);
            }
        });
        documents.add(document(kind, what, checks));
        return checks.stream().anyMatch(check -> check.state() == Check.State.BAD);
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

    private static Node document(String kind, String what, List<Check> checks) {
        return new Tree()
                .with(kind, what)
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
