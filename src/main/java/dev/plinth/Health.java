package dev.plinth;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Three answers that mean different things. Started: the program is up and has begun to look for its documents. Live: its event loops
 * answer, which that it answers shows. Ready: it has a policy, serves a certificate that clients trust, and has warmed up. None of
 * them depends on a registry, nor on the API server once it is ready: a cluster must not lose its webhook to a mirror's outage.
 */
@Singleton
final class Health {

    private final ServeGraph graph;

    Health(ServeGraph graph) {
        this.graph = graph;
    }

    @Produces
    @Singleton
    @Startup
    HealthCheck started() {
        return () ->
                HealthCheckResponse.named("started").status(graph.isStarted()).build();
    }

    @Produces
    @Singleton
    @Liveness
    HealthCheck live() {
        return () -> HealthCheckResponse.up("live");
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck policy() {
        return () -> {
            Map<String, String> details = new LinkedHashMap<>();
            graph.documents().policy().ifPresent(policy -> {
                details.put("source", policy.source());
                details.put("version", policy.version());
            });
            graph.documents().complaint().ifPresent(complaint -> details.put("lastChange", complaint));
            return response("policy", graph.documents().policy().isPresent(), details);
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck certificate() {
        return () -> {
            Map<String, String> details = new LinkedHashMap<>();
            graph.certificate()
                    .served()
                    .ifPresent(
                            served -> details.put("expires", served.notAfter().toString()));
            graph.certificate().complaint().ifPresent(complaint -> details.put("lastChange", complaint));
            return response("certificate", graph.certificate().served().isPresent(), details);
        };
    }

    @Produces
    @Singleton
    @Readiness
    HealthCheck warm() {
        return () -> response("warm", graph.isWarm(), Map.of());
    }

    private static HealthCheckResponse response(String name, boolean up, Map<String, String> details) {
        HealthCheckResponseBuilder builder = HealthCheckResponse.named(name).status(up);
        details.forEach(builder::withData);
        return builder.build();
    }
}
