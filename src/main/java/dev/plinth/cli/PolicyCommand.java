package dev.plinth.cli;

import dev.plinth.cli.workbench.CommandException;
import dev.plinth.review.workload.PolicyInForce;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a policy, or shows the one that judges. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(check FILE | show)",
        description = "Checks a policy, or shows the one that judges.")
final class PolicyCommand implements Runnable {

    private final Surroundings with;

    @Spec
    @Nullable
    CommandSpec spec;

    PolicyCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "say check FILE, or show");
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads a policy and says everything that is wrong with it, each with path and line.")
    int check(@Parameters(paramLabel = "FILE", description = "The policy, YAML.") Path file) throws CommandException {
        PolicyInForce policy = with.workbench().policy(file);
        with.terminal().out().println(policy.source() + " is a valid policy (version " + policy.version() + ")");
        return ExitCode.CLEAN;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Prints the policy that the other commands judge by: the given one, else the built-in default.")
    int show(@Option(names = "--policy", paramLabel = "FILE", description = "Policy to show.") @Nullable Path policy)
            throws CommandException {
        with.terminal().out().print(with.workbench().policyText(policy));
        return ExitCode.CLEAN;
    }
}
