package dev.plinth.endpoint;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The yardstick of {@code bench/run}: takes a review and answers without looking at it. Only in programs that are built with
 * {@code -Dplinth.bench=true}.
 */
@Singleton
@Path("/noop")
@IfBuildProperty(name = "plinth.bench", stringValue = "true")
public class NoopResource {

    private static final byte[] ANSWER = """
            {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"-","allowed":false}}""".getBytes(StandardCharsets.UTF_8);

    /** Answers as soon as the body is there. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<byte[]> answer(@Context RoutingContext routing) {
        // Only for a parameter that is the body does the library let it come.
        routing.request().resume();
        TakenBody body = Objects.requireNonNull(routing.get(TakenBody.KEY), "every request's body is taken in");
        return Uni.createFrom().completionStage(body.whole()).map(taken -> {
            taken.close();
            return ANSWER;
        });
    }
}
