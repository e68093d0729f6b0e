package dev.plinth.admission;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The endpoints that the API server calls. The content type is not looked at: what the body is, the body shows. */
@Singleton
@Path("/")
public class ValidateResource {

    private final Webhook webhook;

    @Inject
    ValidateResource(Webhook webhook) {
        this.webhook = webhook;
    }

    /** About a workload. */
    @POST
    @Path("validate")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<byte[]> validate(ReviewBody body, @QueryParam("timeout") @Nullable String timeout) {
        return webhook.validate(body, timeout);
    }

    /** About the policy's ConfigMap. */
    @POST
    @Path("validate-policy")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<byte[]> validatePolicy(ReviewBody body) {
        return webhook.validatePolicy(body);
    }
}
