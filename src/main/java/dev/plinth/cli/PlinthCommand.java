package dev.plinth.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program itself, when no command is named. */
@Command(
        name = "plinth",
        mixinStandardHelpOptions = true,
        description = "Tells what container images stand on, and keeps pods off bases that are too fat or not pinned.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 clean; 1 a finding in enforce or at --fail-on; 2 usage or policy error;",
            "3 some images unavailable and nothing worse; 70 a defect of the program."
        })
final class PlinthCommand implements Runnable {

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "say which command");
        }
    }
}
