package dev.plinth;

import dev.plinth.cli.Cli;
import dev.plinth.cli.text.Terminal;
import dev.plinth.commands.CommandLineGraph;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the program starts: only the commands that serve start Quarkus; the others answer without it. */
@QuarkusMain
public final class Main {

    private static final Set<String> SERVING = Set.of("serve", "demo");

    /** Held, so that the level that is set stays. */
    private static final Logger ROOT = Logger.getLogger("");

    private Main() {}

    public static void main(String... args) {
        if (args.length > 0 && !SERVING.contains(args[0])) {
            // What a command has to say it says itself, in its result or on standard error.
            ROOT.setLevel(Level.OFF);
        }
        PrintStream out = utf8(FileDescriptor.out);
        Terminal terminal = terminal(out);
        System.exit(Cli.run(
                args,
                terminal,
                new CommandLineGraph(System.getenv(), Server::run, settings -> Demo.run(settings, out))));
    }

    private static Terminal terminal(PrintStream out) {
        boolean person = System.console() != null && System.console().isTerminal();
        boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
        return new Terminal(System.in, out, utf8(FileDescriptor.err), person && !plain, person && !plain);
    }

    /** Whatever the locale says: names of images and arrows are the same everywhere. */
    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }
}
