package dev.plinth.endpoint;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes bodies in before anybody looks at a request: whole or not at all, each no larger than a review can be, in no more time than
 * an API server would wait, and all together no more than the heap bears. While bodies come, no thread waits for them. Where there
 * are too many, that one goes which holds the most for the longest: so whoever sends and stalls makes room for those who do not.
 */
@Singleton
public final class BodyIntake {

    /** 16 MiB: a review holds object and old object, of up to 3 MiB each, and escaping may double that. */
    static final int MOST = 16 * 1024 * 1024;

    /** What one request takes beside its body: headers, stream, handlers. */
    static final int REQUEST = 16 * 1024;

    /** Nearly all reviews are smaller: those are let in where large ones no longer are. */
    private static final int SMALL = REQUEST + 64 * 1024;

    private static final int BEFORE_ALL_OTHERS = 1_000;
    private static final long TURN_MILLIS = 1_000;
    /** Time in which a client that was refused may finish what it sends, so that it hears why. */
    private static final long FAREWELL_MILLIS = 2_000;

    /** RFC 9113, section 7. */
    private static final long ENHANCE_YOUR_CALM = 0xb;

    /**
     * What bodies may take.
     *
     * @param together bytes of all bodies that were not read yet, each with {@link #REQUEST}
     * @param small as many more, for small bodies
     * @param time for one body
     */
    record Limits(long together, long small, Duration time) {

        /** A quarter of the heap of the smallest installation; ten seconds are the API server's usual patience. */
        static final Limits USUAL = new Limits(24L * 1024 * 1024, 8L * 1024 * 1024, Duration.ofSeconds(10));
    }

    private static final String TOO_LARGE = """
            {"kind":"Status","apiVersion":"v1","status":"Failure","message":"the body is larger than 16 MiB",\
            "reason":"RequestEntityTooLarge","code":413}""";

    private final Limits limits;
    private final AtomicLong together = new AtomicLong();
    private final Map<TakenBody, Context> arriving = new ConcurrentHashMap<>();

    @Inject
    BodyIntake() {
        this(Limits.USUAL);
    }

    BodyIntake(Limits limits) {
        this.limits = limits;
    }

    void register(@Observes Filters filters, Vertx vertx) {
        filters.register(this::take, BEFORE_ALL_OTHERS);
        attend(vertx);
    }

    void attend(Vertx vertx) {
        vertx.setPeriodic(Math.min(TURN_MILLIS, limits.time().toMillis()), _ -> endLate());
    }

    /** Bytes of all bodies that were not read yet. */
    long held() {
        return together.get();
    }

    void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isTooLarge(length)) {
            context.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(TOO_LARGE);
            return;
        }
        TakenBody body = new TakenBody(together, REQUEST, System.nanoTime());
        arriving.put(body, Vertx.currentContext());
        context.put(TakenBody.KEY, body);
        // It is told of the body when that is there; nobody else reads it.
        ((RoutingContextInternal) context).setBody(Buffer.buffer());
        context.addEndHandler(_ -> leave(context, body));
        request.pause()
                .exceptionHandler(_ -> drop(body))
                .handler(piece -> add(body, piece))
                .endHandler(_ -> {
                    if (arriving.remove(body) != null) {
                        body.complete();
                    }
                });
        makeRoom();
        context.next();
    }

    private static boolean isTooLarge(String length) {
        try {
            return Long.parseLong(length) > MOST;
        } catch (NumberFormatException _) {
            return true;
        }
    }

    private void add(TakenBody body, Buffer piece) {
        if (body.length() + (long) piece.length() > MOST) {
            end(body, new RefusedBodyException(413, "RequestEntityTooLarge", "the body is larger than 16 MiB"));
        } else if (body.add(piece.getBytes())) {
            makeRoom();
        }
    }

    private void makeRoom() {
        long held = together.get();
        while (held > limits.together()) {
            long now = System.nanoTime();
            int spared = held > limits.together() + limits.small() ? 0 : SMALL;
            Optional<TakenBody> heaviest = arriving.keySet().stream()
                    .filter(body -> body.counted() > spared)
                    .max(Comparator.comparingDouble((TakenBody body) -> body.burden(now)));
            if (heaviest.isEmpty()) {
                // The rest is small, or is being read this moment.
                return;
            }
            end(heaviest.get(), new RefusedBodyException(503, "ServiceUnavailable", "too many bodies are under way"));
            held = together.get();
        }
    }

    private void endLate() {
        long now = System.nanoTime();
        for (TakenBody body : arriving.keySet()) {
            if (body.age(now) > limits.time().toNanos()) {
                end(body, new RefusedBodyException(408, "Timeout", "the body did not come in time"));
            }
        }
    }

    /** Its memory is free at once; it hears of it on the thread that its connection belongs to. */
    private void end(TakenBody body, RefusedBodyException refusal) {
        Context loop = arriving.remove(body);
        if (loop != null) {
            body.close();
            loop.runOnContext(_ -> body.refuse(refusal));
        }
    }

    private void drop(TakenBody body) {
        arriving.remove(body);
        body.close();
    }

    /**
     * After the answer. What still comes of a body is let fall; a client that hears the answer stops, and one that does not is cut
     * off.
     */
    private void leave(RoutingContext context, TakenBody body) {
        drop(body);
        HttpServerRequest request = context.request();
        if (request.isEnded() || context.response().closed()) {
            return;
        }
        long timer = context.vertx().setTimer(FAREWELL_MILLIS, _ -> {
            if (request.version() == HttpVersion.HTTP_2) {
                context.response().reset(ENHANCE_YOUR_CALM);
            } else {
                request.connection().close();
            }
        });
        request.endHandler(_ -> context.vertx().cancelTimer(timer));
        request.resume();
    }
}
