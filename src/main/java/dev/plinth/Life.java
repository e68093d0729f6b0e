package dev.plinth;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
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

    /** The management port serves no Jakarta REST, so that the report brings its own routes. */
    void addReport(@Observes ManagementInterface management) {
        graph.report().addTo(management.router());
    }

    void end(@Observes ShutdownEvent event) {
        graph.stop();
    }
}
