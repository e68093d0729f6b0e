package dev.plinth.registry.http;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.registry.http.ExchangeException.Kind;
import dev.plinth.review.source.Deadline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request under way: the event loop fills it, a blocked thread waits for it, and whoever stops waiting ends it. */
final class Pending {

    /** Error documents are small; of anything longer the beginning does. */
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private final Call call;
    private final Deadline until;
    private final BodyBudget.Share share;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private @Nullable HttpClientRequest request;
    private boolean abandoned;

    Pending(Call call, Deadline until, BodyBudget budget) {
        this.call = call;
        this.until = until;
        share = budget.share();
    }

    Reply run(HttpClient client, RequestOptions options) throws ExchangeException {
        client.request(options).onComplete(asked -> {
            if (asked.succeeded()) {
                started(asked.result());
            } else {
                reply.completeExceptionally(asked.cause());
            }
        });
        try {
            Deadline awaited = call.exchange().awaited();
            if (!call.exchange().background()) {
                boolean ends = awaited.nanos() - until.nanos() < 0;
                try {
                    CompletableFuture.anyOf(reply, call.exchange().abandoned())
                            .get((ends ? awaited : until).left().toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    // whoever waited does so no longer
                }
                if (!reply.isDone() && !until.passed() && !call.mayLinger().getAsBoolean()) {
                    throw timedOut();
                }
            }
            return reply.get(until.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw timedOut();
        } catch (InterruptedException _) {
            abandon();
            Thread.currentThread().interrupt();
            throw new ExchangeException(Kind.TIMEOUT, Reason.TIMED_OUT, host(), "cancelled");
        } catch (ExecutionException e) {
            abandon();
            throw failure(e.getCause());
        }
    }

    private ExchangeException timedOut() {
        abandon();
        return new ExchangeException(Kind.TIMEOUT, Reason.TIMED_OUT, host(), "");
    }

    private String host() {
        return call.host().host();
    }

    private synchronized void abandon() {
        abandoned = true;
        reply.cancel(false);
        if (request != null) {
            request.reset();
        }
    }

    private void started(HttpClientRequest started) {
        // What breaks the protocol breaks the connection; unheard, Vert.x would print it with what was received.
        started.connection().exceptionHandler(reply::completeExceptionally);
        started.exceptionHandler(reply::completeExceptionally);
        synchronized (this) {
            request = started;
            if (abandoned) {
                started.reset();
                return;
            }
        }
        started.response().onComplete(answered -> {
            if (answered.succeeded()) {
                answered(answered.result());
            } else {
                reply.completeExceptionally(answered.cause());
            }
        });
        byte[] body = call.body();
        if (body == null) {
            started.end();
        } else {
            started.end(Buffer.buffer(body));
        }
    }

    private void answered(HttpClientResponse response) {
        response.exceptionHandler(reply::completeExceptionally);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        response.headers()
                .forEach((name, value) -> headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(value));
        boolean good = response.statusCode() == 200;
        if (good && call.streamed()) {
            InputStream stream = new BodyStream(response, call.limit(), until);
            if (!reply.complete(new Reply(200, headers, new byte[0], stream))) {
                response.request().reset();
            }
            return;
        }
        long limit = good ? call.limit() : MAX_ERROR_BODY;
        if (good && !call.method().equals("HEAD") && promised(response) > limit) {
            reply.completeExceptionally(tooLarge());
            response.request().reset();
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        reply.whenComplete((_, _) -> share.release());
        response.handler(buffer -> {
            if (bytes.size() + buffer.length() > limit) {
                if (good) {
                    reply.completeExceptionally(tooLarge());
                } else {
                    reply.complete(new Reply(response.statusCode(), headers, bytes.toByteArray(), null));
                }
                response.request().reset();
            } else if (share.growsTo(bytes.size() + buffer.length())) {
                bytes.writeBytes(buffer.getBytes());
            } else {
                reply.completeExceptionally(new ExchangeException(
                        Kind.REFUSED, Reason.TIMED_OUT, host(), "too many large documents under way"));
                response.request().reset();
            }
        });
        response.endHandler(_ -> reply.complete(new Reply(response.statusCode(), headers, bytes.toByteArray(), null)));
    }

    private static long promised(HttpClientResponse response) {
        String length = response.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private ExchangeException tooLarge() {
        return new ExchangeException(Kind.TOO_LARGE, Reason.TOO_LARGE, host(), "more than " + call.limit() + " bytes");
    }

    /** Foreign texts may quote what was sent or received: only the kind is told. */
    private ExchangeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case ExchangeException own -> own;
            case TooLongFrameException _ ->
                new ExchangeException(Kind.TOO_LARGE, Reason.TOO_LARGE, host(), "headers over the limit");
            // TLS 1.3 refuses a client certificate after the handshake, in the middle of the answer.
            case DecoderException e when e.getCause() instanceof SSLException -> failure(e.getCause());
            case SSLException _ -> unreachable(Kind.TLS, "TLS failed: certificate not trusted, or not for this host");
            case UnknownHostException _ -> unreachable(Kind.CONNECT, "the name is not known");
            case NoRouteToHostException _ -> unreachable(Kind.CONNECT, "no route");
            case ConnectException e ->
                unreachable(
                        Kind.CONNECT,
                        String.valueOf(e.getMessage()).contains("timed out")
                                ? "connecting took too long"
                                : "connection refused");
            case DecoderException _ ->
                new ExchangeException(Kind.CLOSED, Reason.MALFORMED, host(), "the answer is no HTTP");
            case IllegalArgumentException _ ->
                new ExchangeException(Kind.CLOSED, Reason.MALFORMED, host(), "the answer is no HTTP");
            case null, default -> unreachable(Kind.CLOSED, "the connection was closed early");
        };
    }

    private ExchangeException unreachable(Kind kind, String detail) {
        return new ExchangeException(kind, Reason.UNREACHABLE, host(), detail);
    }
}
