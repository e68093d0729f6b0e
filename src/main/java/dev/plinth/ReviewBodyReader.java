package dev.plinth;

import dev.plinth.admission.ReceivedBody;
import dev.plinth.admission.ReviewBody;
import dev.plinth.endpoint.RefusedBodyException;
import dev.plinth.endpoint.TakenBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** Hands the endpoints what the server has taken in for them, as it is: not copied, and given back once it was read. */
@Provider
public class ReviewBodyReader implements ServerMessageBodyReader<ReviewBody> {

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return type == ReviewBody.class;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ReviewBody.class;
    }

    @Override
    public ReviewBody readFrom(
            Class<ReviewBody> type, Type genericType, MediaType mediaType, ServerRequestContext context) {
        RoutingContext routing =
                ((ResteasyReactiveRequestContext) context).serverRequest().unwrap(RoutingContext.class);
        TakenBody taken = Objects.requireNonNull(routing.get(TakenBody.KEY), "every request's body is taken in");
        return new ReviewBody(taken.whole().handle(ReviewBodyReader::received).thenCompose(Function.identity()));
    }

    private static CompletionStage<ReceivedBody> received(@Nullable TakenBody body, @Nullable Throwable failure) {
        if (body != null) {
            return CompletableFuture.completedStage(new ReceivedBody(body.length(), body.stream(), body::close));
        }
        return CompletableFuture.failedStage(
                failure instanceof RefusedBodyException refused
                        ? new ReviewBody.RefusedException(
                                refused.code(), refused.reason(), String.valueOf(refused.getMessage()))
                        : failure);
    }

    @Override
    public ReviewBody readFrom(
            Class<ReviewBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream) {
        throw new IllegalStateException("bodies are taken in by the server");
    }
}
