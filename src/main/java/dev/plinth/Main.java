package dev.plinth;

import dev.plinth.cli.workbench.ServeSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Where the program starts: only the commands that serve start Quarkus. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        System.exit(Server.run(new ServeSettings(null, null, null, null, null, null, null, List.of())));
    }
}
