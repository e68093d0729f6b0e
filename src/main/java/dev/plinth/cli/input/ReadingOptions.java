package dev.plinth.cli.input;

import dev.plinth.cli.workbench.Settings;
import dev.plinth.image.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every reading command shares. */
public final class ReadingOptions {

    @Option(names = "--policy", paramLabel = "FILE", description = "Policy to judge by; else the built-in default.")
    @Nullable
    private Path policy;

    @Option(
            names = "--registries",
            paramLabel = "FILE",
            description = "Registry document (mirrors, certificates, limits); else $PLINTH_REGISTRIES.")
    @Nullable
    private Path registries;

    @Option(
            names = "--catalog",
            paramLabel = "FILE|REF",
            description = "Catalogue of known bases instead of the shipped and the local one.")
    @Nullable
    private String catalogue;

    @Option(
            names = "--platform",
            paramLabel = "OS/ARCH",
            description = "Platform to judge for; may be repeated. Else every runnable one of the image.")
    private List<Platform> platforms = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "For one image or workload, as 10s or 2m; default ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = {"-v", "--verbose"},
            description = "Say also which hosts answered and how often.")
    private boolean verbose;

    /** Whether {@code --verbose} was given. */
    public boolean verbose() {
        return verbose;
    }

    public Settings settings() {
        return settings(false);
    }

    public Settings settings(boolean deep) {
        return new Settings(policy, registries, catalogue, platforms, timeout, deep);
    }
}
