package dev.plinth;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Begins and ends the webhook's work with the server's. */
@Singleton
class Life {

    private final ServeGraph graph;

    Life(ServeGraph graph) {
        this.graph = graph;
    }

    void begin(@Observes StartupEvent event) {
        graph.start();
    }

    void end(@Observes ShutdownEvent event) {
        graph.stop();
    }
}
