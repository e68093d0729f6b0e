package dev.plinth.commands;

import dev.plinth.cli.workbench.Doctor;
import dev.plinth.registry.checkup.RegistryCheckup;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The registry adapter's checks in the command line's words. */
final class RegistryDoctor implements Doctor {

    private static final Logger LOG = Logger.getLogger(RegistryDoctor.class);

    private final RegistryCheckup checkup;
    private final List<AutoCloseable> closing;

    RegistryDoctor(RegistryCheckup checkup, List<AutoCloseable> closing) {
        this.checkup = checkup;
        this.closing = List.copyOf(closing);
    }

    @Override
    public void examine(String registry, Consumer<Check> heard) {
        try {
            checkup.examine(registry, check -> heard.accept(translated(check)));
        } catch (IllegalArgumentException e) {
            heard.accept(new Check(
                    "name", Check.State.BAD, String.valueOf(e.getMessage()), "write host[:port], or a reference"));
        }
    }

    private static Check translated(dev.plinth.registry.checkup.Check check) {
        Check.State state = switch (check.state()) {
            case GOOD -> Check.State.GOOD;
            case FAIR -> Check.State.FAIR;
            case BAD -> Check.State.BAD;
        };
        return new Check(check.name(), state, check.says(), check.wayOut());
    }

    @Override
    public void close() {
        for (AutoCloseable resource : closing) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.debug("Closing", e);
            }
        }
    }
}
