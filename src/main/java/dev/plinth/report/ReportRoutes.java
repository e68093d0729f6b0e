package dev.plinth.report;

import dev.plinth.codec.JsonText;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the report below {@code /report} of a router. Read-only: nothing but GET and HEAD is answered. */
public final class ReportRoutes {

    private static final Logger LOG = Logger.getLogger(ReportRoutes.class);

    private static final int PIECE = 64 * 1024;

    /** For a reader to take one piece. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReportPage page;
    private final boolean loopbackOnly;

    /**
     * @param loopbackOnly whether clients of other machines are refused, as they are behind {@code kubectl port-forward}
     */
    public ReportRoutes(ReportPage page, boolean loopbackOnly) {
        this.page = page;
        this.loopbackOnly = loopbackOnly;
    }

    /** Adds the routes; rendering leaves the event loop. */
    public void addTo(Router router) {
        router.route("/report*").handler(this::guard);
        router.get("/report")
                .blockingHandler(context -> answer(context, "text/html", page.html(filter(context))), false);
        router.get("/report.json").blockingHandler(this::document, false);
        router.get("/report/report.css").handler(context -> asset(context, "text/css", "report.css"));
        router.get("/report/report.js").handler(context -> asset(context, "text/javascript", "report.js"));
        router.get("/report/:file").blockingHandler(this::table, false);
    }

    private void guard(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("Cache-Control", "no-store");
        response.putHeader(
                "Content-Security-Policy",
                "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            refuse(context, 405, "The report is read-only.");
        } else if (loopbackOnly && !isLoopback(context.request().remoteAddress())) {
            refuse(
                    context,
                    403,
                    "The report answers local clients only: kubectl port-forward reaches it. See docs/operations.md for an authenticating proxy.");
        } else if (loopbackOnly && !isLoopback(context.request().authority())) {
            refuse(
                    context,
                    421,
                    "The report answers to localhost only: whoever has another name lead here, a web page for instance, may not read it. Behind a proxy set report.access to any.");
        } else {
            context.next();
        }
    }

    private static boolean isLoopback(SocketAddress remote) {
        String host = remote.hostAddress();
        // The address is a literal: nothing is looked up.
        return host != null && InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    /** A page from elsewhere, whose name was made to lead to this machine, still asks by that name (DNS rebinding). */
    private static boolean isLoopback(@Nullable HostAndPort asked) {
        if (asked == null) {
            return false;
        }
        String host = asked.host().toLowerCase(Locale.ROOT);
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Filter filter(RoutingContext context) {
        return Filter.of(name -> context.queryParams().get(name));
    }

    private void table(RoutingContext context) {
        String file = Objects.requireNonNullElse(context.pathParam("file"), "");
        int dot = file.lastIndexOf('.');
        String id = dot < 0 ? "" : file.substring(0, dot);
        Optional<Table<?>> table = page.table(id, filter(context));
        if (table.isEmpty()) {
            refuse(context, 404, "There is no such table.");
        } else if (file.endsWith(".csv")) {
            answer(context, "text/csv", table.get().csv());
        } else if (file.endsWith(".json")) {
            answer(context, "application/json", JsonText.compact(table.get().json()));
        } else {
            refuse(context, 404, "Tables are .csv or .json.");
        }
    }

    /** In pieces, each of which has left before the next is made: the reader's pace bounds what is held. */
    private void document(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", "application/json; charset=utf-8");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            send(context, "");
            return;
        }
        response.setChunked(true);
        StringBuilder waiting = new StringBuilder();
        try {
            page.json(piece -> {
                waiting.append(piece);
                if (waiting.length() > PIECE) {
                    await(response.write(waiting.toString()));
                    waiting.setLength(0);
                }
            });
            send(context, waiting.toString());
        } catch (ReaderGoneException gone) {
            LOG.debug("a reader of the report went away", gone);
        }
    }

    private static final class ReaderGoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ReaderGoneException(Throwable cause) {
            super(cause);
        }
    }

    private static void await(Future<Void> written) {
        try {
            written.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ReaderGoneException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReaderGoneException(e);
        }
    }

    private static void asset(RoutingContext context, String type, String name) {
        answer(context, type, ReportPage.resource(name));
    }

    private static void answer(RoutingContext context, String type, String body) {
        context.response().putHeader("Content-Type", type + "; charset=utf-8");
        send(context, body);
    }

    private static void refuse(RoutingContext context, int status, String text) {
        context.response().setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8");
        send(context, text + "\n");
    }

    private static void send(RoutingContext context, String body) {
        context.response().end(body).onFailure(gone -> LOG.debug("a reader of the report went away", gone));
    }
}
