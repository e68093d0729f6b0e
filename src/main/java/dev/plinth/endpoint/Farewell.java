package dev.plinth.endpoint;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Sends clients elsewhere before the program ends. API servers hold their connections, and a connection that stands keeps coming to a
 * replica that the Service has long forgotten; were it cut at the end, the review on it would fail. So, once the program was told to
 * end, each client that still brings a review is told to leave in good order: what runs on its connection is answered, and the next
 * review goes to a connection, and by the Service to a replica, that stays.
 */
@Singleton
class Farewell {

    private static final long NO_ERROR = 0;

    /** RFC 9113, 6.8: no stream that the client has begun, or begins before it hears of it, is refused. */
    private static final int ALL_STREAMS = Integer.MAX_VALUE;

    private volatile boolean leaving;

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void attend(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (leaving) {
            dismiss(context);
        }
        context.next();
    }

    private static void dismiss(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            // After the answer: some clients take what stands behind it for its end.
            context.addEndHandler(_ -> request.connection().goAway(NO_ERROR, ALL_STREAMS));
        } else {
            request.response().putHeader("connection", "close");
        }
    }
}
