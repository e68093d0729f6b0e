package dev.plinth.endpoint;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends clients elsewhere before the program ends. API servers hold their connections, and a connection that stands keeps coming to a
 * replica that the Service has long forgotten; were it cut at the end, the review on it would fail. So, once the program was told to
 * end, each client is told to leave in good order: what runs on its connection is answered, and the next review goes to a connection,
 * and by the Service to a replica, that stays. A client that is silent just then is told at once, since it might speak
 * up again in the moment of the end; one that brings a review is told with its answer.
 */
@Singleton
class Farewell {

    private static final long NO_ERROR = 0;

    /** RFC 9113, 6.8: no stream that the client has begun, or begins before it hears of it, is refused. */
    private static final int ALL_STREAMS = Integer.MAX_VALUE;

    /** HTTP/2 connections that have brought a request, each with how many of them are not answered yet. */
    private final Map<HttpConnection, AtomicInteger> connections = new ConcurrentHashMap<>();

    private volatile boolean leaving;

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
        connections.forEach((connection, open) -> {
            if (open.get() == 0) {
                dismiss(connection);
            }
        });
    }

    void attend(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            HttpConnection connection = request.connection();
            AtomicInteger known = connections.get(connection);
            AtomicInteger open = known != null ? known : connections.computeIfAbsent(connection, this::attend);
            open.incrementAndGet();
            // After the answer: some clients take what stands behind it for its end.
            context.addEndHandler(_ -> {
                open.decrementAndGet();
                if (leaving) {
                    dismiss(connection);
                }
            });
        } else if (leaving) {
            request.response().putHeader("connection", "close");
        }
        context.next();
    }

    private AtomicInteger attend(HttpConnection connection) {
        connection.closeHandler(_ -> connections.remove(connection));
        return new AtomicInteger();
    }

    private static void dismiss(HttpConnection connection) {
        connection.goAway(NO_ERROR, ALL_STREAMS);
    }
}
