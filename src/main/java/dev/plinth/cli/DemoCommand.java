package dev.plinth.cli;

import dev.plinth.cli.workbench.DemoSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on sample images. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job without a cluster and without any outside registry.",
            "Sample images are served from within, real admission reviews go through the real HTTPS endpoint, "
                    + "and the answers are printed in full."
        })
final class DemoCommand implements Callable<Integer> {

    private final Surroundings with;

    @Option(names = "--serve", description = "Keep registry and webhook running afterwards, until interrupted.")
    boolean serve;

    DemoCommand(Surroundings with) {
        this.with = with;
    }

    @Override
    public Integer call() {
        return with.workbench().demo(new DemoSettings(serve));
    }
}
