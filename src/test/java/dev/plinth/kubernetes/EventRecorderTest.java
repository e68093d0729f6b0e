package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(crud = true)
class EventRecorderTest {

    KubernetesMockServer server;
    KubernetesClient client;

    private static ObjectReference about(String kind, String name) {
        return new ObjectReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind(kind)
                .withNamespace("shop")
                .withName(name)
                .build();
    }

    private List<Event> events() {
        return client.v1().events().inNamespace("shop").list().getItems();
    }

    @Test
    void saysTheSameOnceAndOtherThingsToo() throws Exception {
        try (EventRecorder recorder = new EventRecorder(client, "plinth-0", InstantSource.system(), object -> object)) {
            for (int i = 0; i < 10; i++) {
                recorder.note(about("Deployment", "cart"), "Warning", "BaseImageDenied", "too full");
            }
            recorder.note(about("Deployment", "cart"), "Warning", "BaseImageDenied", "something else");
            Eventually.until(() -> events().size() == 2);

            assertThat(events())
                    .allSatisfy(event -> {
                        assertThat(event.getInvolvedObject().getName()).isEqualTo("cart");
                        assertThat(event.getReason()).isEqualTo("BaseImageDenied");
                        assertThat(event.getType()).isEqualTo("Warning");
                        assertThat(event.getSource().getComponent()).isEqualTo("plinth");
                    })
                    .extracting(Event::getMessage)
                    .containsExactlyInAnyOrder("too full", "something else");
        }
    }

    /** What the chart grants is to create and to patch. */
    @Test
    void theSameAfterAWhileIsCountedOnItsEventWithoutReadingIt() throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (EventRecorder recorder =
                new EventRecorder(client, "plinth-0", InstantSource.system(), nanos::get, object -> object)) {
            recorder.note(about("Deployment", "cart"), "Warning", "BaseImageDenied", "too full");
            Eventually.until(() -> events().size() == 1);
            nanos.addAndGet(Duration.ofMinutes(6).toNanos());
            recorder.note(about("Deployment", "cart"), "Warning", "BaseImageDenied", "too full");
            Eventually.until(() -> events().getFirst().getCount() == 2);
        }
        String name = events().getFirst().getMetadata().getName();
        List<String> verbs = new ArrayList<>();
        for (RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
                request != null;
                request = server.takeRequest(0, TimeUnit.SECONDS)) {
            if (request.getPath().endsWith("/events/" + name)) {
                verbs.add(request.getMethod());
            }
        }
        assertThat(verbs).containsExactly("PATCH");
    }

    @Test
    void floodsNeitherBlockNorGrow() {
        try (EventRecorder recorder = new EventRecorder(client, "plinth-0", InstantSource.system(), object -> object)) {
            long begun = System.nanoTime();
            IntStream.range(0, 20_000)
                    .forEach(i -> recorder.note(about("Deployment", "cart-" + i), "Warning", "BaseImageDenied", "x"));

            assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
        }
        assertThat(events().size()).isLessThan(200);
    }

    @Test
    void longMessagesAreCut() throws Exception {
        try (EventRecorder recorder = new EventRecorder(client, "plinth-0", InstantSource.system(), object -> object)) {
            recorder.note(about("Deployment", "cart"), "Warning", "BaseImageDenied", "x".repeat(5_000));
            Eventually.until(() -> events().size() == 1);

            assertThat(events().getFirst().getMessage()).hasSize(1_000);
        }
    }

    @Test
    void topmostOwnerIsFoundWithItsUid() {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("cart")
                        .endMetadata()
                        .build())
                .create();
        String uid = client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("cart")
                .get()
                .getMetadata()
                .getUid();
        client.resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("cart-7d9")
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("Deployment")
                        .withName("cart")
                        .withUid(uid)
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .build())
                .create();

        ObjectReference topmost = new Owners(client).topmost(about("ReplicaSet", "cart-7d9"));

        assertThat(topmost.getKind()).isEqualTo("Deployment");
        assertThat(topmost.getName()).isEqualTo("cart");
        assertThat(topmost.getUid()).isEqualTo(uid);
        assertThat(new Owners(client).topmost(about("ReplicaSet", "gone")).getName())
                .isEqualTo("gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../../secrets/all", "cart-7d9/status", "cart-7d9?watch=true", "", ".."})
    void nameOfAnOwnerThatIsNoNameIsNotAskedFor(String name) throws InterruptedException {
        assertThat(new Owners(client).topmost(about("ReplicaSet", name)).getName())
                .isEqualTo(name);

        assertThat(server.takeRequest(100, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void ownersAreAskedForByTheirMetadataAlone() throws InterruptedException {
        new Owners(client).topmost(about("ReplicaSet", "cart-7d9"));

        RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request.getPath()).isEqualTo("/apis/apps/v1/namespaces/shop/replicasets/cart-7d9");
        assertThat(request.getHeader("Accept")).startsWith("application/json;as=PartialObjectMetadata");
    }
}
