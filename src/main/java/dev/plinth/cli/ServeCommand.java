package dev.plinth.cli;

import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.image.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the admission webhook. */
@Command(
        name = ServeCommand.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Runs the admission webhook (what plinth does without a command).",
            "In a cluster its documents come from the ConfigMap; outside one from the files named here, which are watched."
        })
final class ServeCommand implements Callable<Integer> {

    static final String NAME = "serve";

    private final Surroundings with;

    @Option(names = "--policy", paramLabel = "FILE", description = "Policy to judge by.")
    @Nullable
    Path policy;

    @Option(names = "--registries", paramLabel = "FILE", description = "Registry document; else $PLINTH_REGISTRIES.")
    @Nullable
    Path registries;

    @Option(names = "--catalog", paramLabel = "FILE|REF", description = "Catalogue of known bases.")
    @Nullable
    String catalogue;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Serving certificate, PEM.")
    @Nullable
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Key of the serving certificate, PEM.")
    @Nullable
    Path key;

    @Option(names = "--port", paramLabel = "PORT", description = "HTTPS port; 8443 if not given.")
    @Nullable
    Integer port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "Port of health, metrics and report; 9000 if not given.")
    @Nullable
    Integer managementPort;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            split = ",",
            description = "Platform to judge for where a pod does not say; may be repeated.")
    List<Platform> platforms = new ArrayList<>();

    ServeCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() {
        return with.workbench()
                .serve(new ServeSettings(
                        policy, registries, catalogue, certificate, key, port, managementPort, platforms));
    }
}
