package dev.plinth.endpoint;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Refuses bodies that say that they are too large before a byte of them is read. Those that do not say are cut off by the server
 * itself while they are read, whose answer is made fit for HTTP/2 here: it may name no connection (RFC 9113, section 8.2.2).
 */
@Singleton
class BodyLimit {

    /** 16 MiB: a review holds object and old object, of up to 3 MiB each, and escaping may double that. */
    private static final long MOST = 16L * 1024 * 1024;

    private static final int BEFORE_ALL_OTHERS = 1_000;
    private static final int TOO_LARGE = 413;

    private static final String STATUS = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"the body is larger than 16 MiB",\
            "reason":"RequestEntityTooLarge","code":413}""";

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::check, BEFORE_ALL_OTHERS);
    }

    private static void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isTooLarge(length)) {
            context.response()
                    .setStatusCode(TOO_LARGE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(STATUS);
            return;
        }
        if (length == null && context.request().version() == HttpVersion.HTTP_2) {
            context.addHeadersEndHandler(_ -> context.response().headers().remove(HttpHeaders.CONNECTION));
        }
        context.next();
    }

    private static boolean isTooLarge(String length) {
        try {
            return Long.parseLong(length) > MOST;
        } catch (NumberFormatException _) {
            return true;
        }
    }
}
