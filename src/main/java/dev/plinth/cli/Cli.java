package dev.plinth.cli;

import dev.plinth.cli.input.Durations;
import dev.plinth.cli.text.Terminal;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.cli.workbench.Workbench;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs one command: arguments in, text and exit code out. Nothing escapes as an exception, and no stack trace is printed. */
public final class Cli {

    private static final Logger LOG = Logger.getLogger(Cli.class);

    private Cli() {}

    /** The exit code of the command that these arguments name; none is {@code serve}. */
    public static int run(String[] args, Terminal terminal, Workbench workbench) {
        try {
            return servesAsConfigured(args)
                    ? serve(terminal, workbench)
                    : commands(terminal, workbench).execute(args);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static boolean servesAsConfigured(String[] args) {
        return args.length == 0 || (args.length == 1 && args[0].equals(ServeCommand.NAME));
    }

    /** How a pod starts: without the parser, which costs a tenth of the start where there is nothing to parse. */
    private static int serve(Terminal terminal, Workbench workbench) {
        try {
            return workbench.serve(ServeSettings.NONE);
        } catch (RuntimeException e) {
            return failure(e, terminal);
        }
    }

    private static CommandLine commands(Terminal terminal, Workbench workbench) {
        Surroundings with = new Surroundings(terminal, workbench);
        CommandLine commands = new CommandLine(new PlinthCommand())
                .addSubcommand(new InspectCommand(with))
                .addSubcommand(new ScanCommand(with))
                .addSubcommand(new PolicyCommand(with))
                .addSubcommand(new CatalogCommand(with))
                .addSubcommand(new DoctorCommand(with))
                .addSubcommand(new ExplainCommand(with))
                .addSubcommand(new ServeCommand(with))
                .addSubcommand(new DemoCommand(with));
        commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Platform.class, text -> parsed(text, Platform::parse))
                .registerConverter(ImageReference.class, text -> parsed(text, ImageReference::parse))
                .setParameterExceptionHandler((problem, args) -> misuse(problem, terminal))
                .setExecutionExceptionHandler((problem, command, parsed) -> failure(problem, terminal));
        commands.getCommandSpec().versionProvider(() -> new String[] {"plinth " + workbench.version()});
        return commands;
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static int misuse(ParameterException problem, Terminal terminal) {
        String name = problem.getCommandLine().getCommandSpec().qualifiedName();
        complain(terminal, String.valueOf(problem.getMessage()));
        terminal.err().println("Try `" + name + " --help`.");
        return ExitCode.USAGE;
    }

    private static int failure(Exception problem, Terminal terminal) {
        if (problem instanceof CommandException) {
            complain(terminal, String.valueOf(problem.getMessage()));
            return ExitCode.USAGE;
        }
        LOG.debug("a command failed", problem);
        StackTraceElement[] trace = problem.getStackTrace();
        complain(
                terminal,
                "a defect of plinth: " + problem.getClass().getSimpleName()
                        + (trace.length == 0 ? "" : " at " + trace[0])
                        + ". Please report it with the command that you typed.");
        return ExitCode.DEFECT;
    }

    static void complain(Terminal terminal, String text) {
        terminal.err().println("plinth: " + text);
    }
}
