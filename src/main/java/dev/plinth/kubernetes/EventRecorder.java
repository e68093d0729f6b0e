package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Writes Events about objects, on a thread of its own: never in a review's way. What has been said is not said again for a while,
 * what was said often is counted on the same Event, and a flood is cut off rather than passed on to the API server.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final int WAITING = 1_000;
    private static final int REMEMBERED = 2_000;
    private static final Duration AGAIN = Duration.ofMinutes(5);

    /** Between two writes: the API server has better things to do. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;

    /** The API server refuses longer messages. */
    private static final int MOST_CHARACTERS = 1_000;

    private final KubernetesClient client;
    private final String reporter;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final UnaryOperator<ObjectReference> whom;
    private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private final Map<Note, Said> said = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Note, Said> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param reporter name of the pod that reports
     * @param whom from the object in question to the one that people look at; may ask the API server
     */
    public EventRecorder(
            KubernetesClient client, String reporter, InstantSource clock, UnaryOperator<ObjectReference> whom) {
        this(client, reporter, clock, System::nanoTime, whom);
    }

    EventRecorder(
            KubernetesClient client,
            String reporter,
            InstantSource clock,
            LongSupplier nanos,
            UnaryOperator<ObjectReference> whom) {
        this.client = client;
        this.reporter = reporter;
        this.clock = clock;
        this.nanos = nanos;
        this.whom = whom;
        this.thread = Thread.ofVirtual().name("events").start(this::run);
    }

    private record Note(ObjectReference about, String type, String reason, String message) {}

    private record Said(String namespace, String name, int count, long nanos) {}

    /**
     * Says something of an object, sooner or later or, in a flood, not at all. Never blocks.
     *
     * @param type {@code Normal} or {@code Warning}
     * @param reason in one word
     */
    public void note(ObjectReference about, String type, String reason, String message) {
        String text = message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS - 1) + "…";
        // A flood drops what is new; what stands in line says the same often enough.
        if (!waiting.offer(new Note(about, type, reason, text))) {
            LOG.debug("Too many Events wait; one is left out");
        }
    }

    private void run() {
        try {
            while (true) {
                Note note = waiting.take();
                if (say(note)) {
                    Thread.sleep(PACE);
                }
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /** Whether the API server was troubled. */
    private boolean say(Note note) throws InterruptedException {
        Said before = said.get(note);
        long now = nanos.getAsLong();
        if (before != null && now - before.nanos < AGAIN.toNanos()) {
            said.put(note, new Said(before.namespace, before.name, before.count + 1, before.nanos));
            return false;
        }
        try {
            if (before != null && again(before)) {
                said.put(note, new Said(before.namespace, before.name, before.count + 1, now));
            } else {
                ObjectReference about = whom.apply(note.about);
                Note there = new Note(named(about), note.type, note.reason, note.message);
                Said said = this.said.get(there);
                // A Deployment, its ReplicaSet and a pod of it are objected to in one breath: it hears so once.
                if (said == null || now - said.nanos >= AGAIN.toNanos()) {
                    Event event = create(about, note);
                    said = new Said(
                            event.getMetadata().getNamespace(),
                            event.getMetadata().getName(),
                            1,
                            now);
                }
                this.said.put(there, said);
                this.said.put(note, said);
            }
        } catch (KubernetesClientException e) {
            LOG.debugf("An Event was not written: %s", Watches.reason(e));
        }
        return true;
    }

    /** Counts on an Event that is there; false if it is no longer. By hand: the library would read it first, which takes another right. */
    private boolean again(Said before) throws InterruptedException {
        HttpClient http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl() + "api/v1/namespaces/" + before.namespace + "/events/" + before.name)
                .patch(
                        "application/merge-patch+json",
                        "{\"count\":%d,\"lastTimestamp\":\"%s\"}".formatted(before.count + 1, second()))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        try {
            HttpResponse<String> response =
                    http.sendAsync(request, String.class).get();
            if (response.code() == NOT_FOUND) {
                return false;
            }
            if (!response.isSuccessful()) {
                throw new KubernetesClientException("HTTP " + response.code());
            }
            return true;
        } catch (ExecutionException e) {
            throw new KubernetesClientException("no answer", e);
        }
    }

    /** As findings name objects: without a uid. */
    private static ObjectReference named(ObjectReference about) {
        return new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getNamespace())
                .withName(about.getName())
                .build();
    }

    private Event create(ObjectReference about, Note note) {
        String namespace = Optional.ofNullable(about.getNamespace())
                .filter(text -> !text.isEmpty())
                .orElse("default");
        Event event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName("plinth-")
                .withNamespace(namespace)
                .endMetadata()
                .withInvolvedObject(about)
                .withType(note.type)
                .withReason(note.reason)
                .withMessage(note.message)
                .withNewSource()
                .withComponent("plinth")
                .endSource()
                .withReportingComponent("plinth.dev/webhook")
                .withReportingInstance(reporter)
                .withFirstTimestamp(second())
                .withLastTimestamp(second())
                .withCount(1)
                .build();
        return client.v1().events().inNamespace(namespace).resource(event).create();
    }

    private String second() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
