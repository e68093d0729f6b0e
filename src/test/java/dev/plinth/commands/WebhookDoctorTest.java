package dev.plinth.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.cli.workbench.Doctor.Check;
import dev.plinth.cli.workbench.Doctor.Check.State;
import dev.plinth.testing.Identity;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookDoctorTest {

    private static final Identity AUTHORITY = Identity.of("CN=authority", null);
    private static final Identity SERVER = Identity.of("CN=server", AUTHORITY);

    private Vertx vertx;
    private int status = 200;
    private Function<JsonObject, String> answer = review -> answer(uid(review), true);
    private int port;

    @BeforeEach
    void serve() throws Exception {
        vertx = Vertx.vertx();
        port = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(SERVER.pem()))
                                .addKeyValue(Buffer.buffer(SERVER.keyPem()))))
                .requestHandler(request -> request.bodyHandler(
                        body -> request.response().setStatusCode(status).end(answer.apply(body.toJsonObject()))))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aWebhookThatLetsWhatDoesNotChangeThroughIsGood() throws Exception {
        assertThat(examined(AUTHORITY)).extracting(Check::state).containsExactly(State.GOOD, State.GOOD);
    }

    @Test
    void whatItSendsIsADryRunThatChangesNothing() throws Exception {
        List<JsonObject> sent = new ArrayList<>();
        answer = review -> {
            sent.add(review.getJsonObject("request"));
            return answer(uid(review), true);
        };
        examined(AUTHORITY);

        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.getBoolean("dryRun")).isTrue();
            assertThat(request.getString("operation")).isEqualTo("UPDATE");
            assertThat(request.getJsonObject("object")).isEqualTo(request.getJsonObject("oldObject"));
        });
    }

    @Test
    void anAuthorityThatIsNotTheCertificatesIsFoundOut() throws Exception {
        assertThat(examined(Identity.of("CN=another", null))).singleElement().satisfies(check -> {
            assertThat(check.state()).isEqualTo(State.BAD);
            assertThat(check.name()).isEqualTo("TLS");
            assertThat(check.wayOut()).contains("caBundle");
        });
    }

    @Test
    void aRefusalAnotherReviewsAnswerAndNoJsonAreBad() throws Exception {
        answer = review -> answer(uid(review), false);
        assertThat(examined(AUTHORITY).getLast().state()).isEqualTo(State.BAD);
        answer = _ -> answer("another", true);
        assertThat(examined(AUTHORITY).getLast().state()).isEqualTo(State.BAD);
        answer = _ -> "<html>";
        assertThat(examined(AUTHORITY).getLast().says()).isEqualTo("no JSON");
    }

    @Test
    void thatOnlyTheApiServerIsAnsweredIsNoFault() throws Exception {
        status = 403;
        assertThat(examined(AUTHORITY).getLast().state()).isEqualTo(State.FAIR);
    }

    @Test
    void anErrorIsToldWithItsText() throws Exception {
        status = 500;
        answer = _ -> "no policy";
        assertThat(examined(AUTHORITY).getLast().says()).contains("500", "no policy");
    }

    @Test
    void nobodyThereAndNoUrlAreTold() throws Exception {
        try (WebhookDoctor doctor = new WebhookDoctor(Trust.in(AUTHORITY.pem()), Duration.ofSeconds(5))) {
            List<Check> heard = new ArrayList<>();
            doctor.examine("https://localhost:1/validate", heard::add);
            doctor.examine("not a url", heard::add);
            assertThat(heard).extracting(Check::name).containsExactly("connection", "name");
        }
    }

    @Test
    void aFileWithoutCertificatesIsNoAuthority() {
        assertThatThrownBy(() -> Trust.in("")).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> Trust.in("nonsense")).isInstanceOf(GeneralSecurityException.class);
    }

    private List<Check> examined(Identity authority) throws Exception {
        List<Check> heard = new ArrayList<>();
        try (WebhookDoctor doctor = new WebhookDoctor(Trust.in(authority.pem()), Duration.ofSeconds(20))) {
            doctor.examine("https://localhost:" + port + "/validate?timeout=10s", heard::add);
        }
        return heard;
    }

    private static String uid(JsonObject review) {
        return review.getJsonObject("request").getString("uid");
    }

    private static String answer(String uid, boolean allowed) {
        return "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"response\":{\"uid\":\"" + uid
                + "\",\"allowed\":" + allowed + "}}";
    }
}
