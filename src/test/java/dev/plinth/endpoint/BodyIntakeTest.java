package dev.plinth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.endpoint.BodyIntake.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyIntakeTest {

    private static final int MIB = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> clients = new ArrayList<>();
    private BodyIntake intake = new BodyIntake();
    private int port;

    private void serve(Limits limits) throws Exception {
        intake = new BodyIntake(limits);
        Router router = Router.router(vertx);
        intake.attend(vertx);
        router.route().handler(intake::take);
        router.route("/never-read").handler(context -> context.response().end("not looked at"));
        router.route().handler(BodyIntakeTest::answer);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    /** Reads the body at once, as the webhook does. */
    private static void answer(RoutingContext context) {
        TakenBody taken = context.get(TakenBody.KEY);
        taken.whole().whenComplete((body, failure) -> {
            if (failure instanceof RefusedBodyException refused) {
                context.response().setStatusCode(refused.code()).end(refused.reason());
                return;
            }
            try (body) {
                int length = body.stream().readAllBytes().length;
                context.response().end(length + " of " + body.length());
            } catch (IOException e) {
                context.fail(e);
            }
        });
        context.request().resume();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket begin(String path, int promised, int sent) throws IOException {
        Socket client = new Socket("127.0.0.1", port);
        client.setSoTimeout(20_000);
        clients.add(client);
        OutputStream out = client.getOutputStream();
        out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + promised + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[sent]);
        out.flush();
        return client;
    }

    /** What has come by then; empty if nothing has. */
    private static String heard(Socket client) throws IOException {
        byte[] buffer = new byte[4_096];
        try {
            int count = client.getInputStream().read(buffer);
            return count < 0 ? "closed" : new String(buffer, 0, count, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException _) {
            return "";
        }
    }

    private void awaitHeld(long bytes) throws InterruptedException {
        for (int i = 0; i < 500 && intake.held() != bytes; i++) {
            Thread.sleep(10);
        }
        assertThat(intake.held()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 300_000, 16 * MIB})
    void aBodyIsHandedOverWholeAndIsNoLongerHeldThen(int length) throws Exception {
        serve(Limits.USUAL);

        assertThat(heard(begin("/", length, length))).contains("200 OK", length + " of " + length);
        awaitHeld(0);
    }

    @Test
    void whatArrivesIsCountedWithItsRequest() throws Exception {
        serve(Limits.USUAL);
        begin("/", MIB, 1_000);
        awaitHeld(1_000 + BodyIntake.REQUEST);
    }

    @Test
    void whoeverHoldsMostForLongestMakesRoomForTheOthers() throws Exception {
        serve(new Limits(4 * MIB, MIB, Duration.ofMinutes(1)));
        Socket stalled = begin("/", 4 * MIB, 3 * MIB);
        awaitHeld(3 * MIB + BodyIntake.REQUEST);
        Socket small = begin("/", 2_000, 1_000);
        awaitHeld(3 * MIB + 1_000 + 2 * BodyIntake.REQUEST);

        assertThat(heard(begin("/", 2 * MIB, 2 * MIB))).contains("200 OK");
        assertThat(heard(stalled)).contains("503 ", "ServiceUnavailable");
        small.getOutputStream().write(new byte[1_000]);
        assertThat(heard(small)).contains("200 OK", "2000 of 2000");
        awaitHeld(0);
    }

    @Test
    void nomatterHowManyComeTheyTakeNoMoreThanTheLimits() throws Exception {
        serve(new Limits(2 * MIB, MIB, Duration.ofMinutes(1)));
        for (int i = 0; i < 60; i++) {
            begin("/", 500_000, 200_000);
            // A piece may have come before another was sent away.
            assertThat(intake.held()).isLessThan(4 * MIB);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(heard(begin("/", 50_000, 50_000))).contains("200 OK");
        }
    }

    @Test
    void manyRequestsWithoutABodyCountToo() throws Exception {
        serve(new Limits(MIB, MIB, Duration.ofMinutes(1)));
        for (int i = 0; i < 300; i++) {
            begin("/", 10, 0);
        }
        for (int i = 0; i < 200 && intake.held() > 2 * MIB; i++) {
            Thread.sleep(10);
        }
        assertThat(intake.held()).isLessThanOrEqualTo(2 * MIB);
        assertThat(heard(begin("/", 10, 10))).contains("200 OK");
    }

    @Test
    void aBodyThatDripsIsRefusedInTime() throws Exception {
        serve(new Limits(MIB, MIB, Duration.ofMillis(500)));
        Socket slow = begin("/", 1_000, 1);

        assertThat(heard(slow)).contains("408 ", "Timeout");
        assertThat(heard(slow)).isEqualTo("closed");
        awaitHeld(0);
    }

    @Test
    void oneThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        serve(Limits.USUAL);
        assertThat(heard(begin("/", 16 * MIB + 1, 0))).contains("413 ");

        Socket unannounced = new Socket("127.0.0.1", port);
        clients.add(unannounced);
        OutputStream out = unannounced.getOutputStream();
        out.write(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = ("100000\r\n" + " ".repeat(MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 17; i++) {
            out.write(chunk);
        }
        assertThat(heard(unannounced)).contains("413 ", "RequestEntityTooLarge");
        awaitHeld(0);
    }

    @Test
    void nothingIsHeldOfWhoGoesAwayOrIsAnsweredBefore() throws Exception {
        serve(Limits.USUAL);
        Socket gone = begin("/", MIB, 1_000);
        awaitHeld(1_000 + BodyIntake.REQUEST);
        gone.close();
        awaitHeld(0);

        Socket unread = begin("/never-read", MIB, 1_000);
        assertThat(heard(unread)).contains("not looked at");
        awaitHeld(0);
        assertThat(heard(unread)).isEqualTo("closed");
    }
}
