package dev.plinth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FarewellTest {

    private final Farewell farewell = new Farewell();
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void serve() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        farewell.attend(router);
        router.route().handler(context -> {
            clients.add(context.request().remoteAddress().toString());
            context.response().end("judged");
        });
        HttpServer server = wait(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        wait(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aConnectionStaysAsLongAsTheProgramDoes(HttpVersion version) throws Exception {
        HttpClient client = client(version);
        for (int turn = 0; turn < 5; turn++) {
            assertThat(ask(client)).isEqualTo("judged");
        }
        assertThat(clients).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void eachReviewIsAnsweredAndTheNextOneTakesAnotherConnection(HttpVersion version) throws Exception {
        HttpClient client = client(version);
        assertThat(ask(client)).isEqualTo("judged");
        farewell.leave(new ShutdownDelayInitiatedEvent());
        TimeUnit.MILLISECONDS.sleep(50);
        for (int turn = 0; turn < 5; turn++) {
            assertThat(ask(client)).isEqualTo("judged");
        }
        // Over HTTP/1.1 the one that stood before answered once more; over HTTP/2 it was told while it was silent.
        assertThat(clients).hasSize(version == HttpVersion.HTTP_2 ? 6 : 5);
    }

    @Test
    void aClientThatIsSilentIsToldAtOnce() throws Exception {
        HttpClient client = client(HttpVersion.HTTP_2);
        CountDownLatch told = new CountDownLatch(1);
        wait(client.request(HttpMethod.POST, port, "127.0.0.1", "/validate").compose(request -> {
            request.connection().goAwayHandler(_ -> told.countDown());
            return request.send("review").compose(response -> response.body());
        }));
        assertThat(told.await(200, TimeUnit.MILLISECONDS)).isFalse();
        farewell.leave(new ShutdownDelayInitiatedEvent());
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private HttpClient client(HttpVersion version) {
        return vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
    }

    private String ask(HttpClient client) throws Exception {
        // The body is asked for where the response arrives: asked from here, it might have passed.
        String answer = wait(client.request(HttpMethod.POST, port, "127.0.0.1", "/validate")
                .compose(request -> request.send("review").compose(response -> response.body()))
                .map(Object::toString));
        // A client learns of the end of a connection a moment after the answer.
        TimeUnit.MILLISECONDS.sleep(50);
        return answer;
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
