package dev.plinth.demo;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.demo.Scene.Outcome;
import dev.plinth.image.MalformedException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Plays the API server: sends admission reviews over HTTPS to the webhook that runs in this program, and prints what comes back.
 */
public final class Demonstration {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final List<String> METRICS = List.of(
            "plinth_admission_reviews_total{",
            "plinth_images_judged_total{",
            "plinth_violations_total{",
            "plinth_rejected_images_total{",
            "plinth_registry_requests_total{");

    private final HttpClient client;
    private final URI webhook;
    private final URI metrics;
    private final PrintStream out;
    private final Samples samples = Samples.make();

    /**
     * @param client that trusts the webhook's certificate
     * @param webhook where reviews are sent
     * @param metrics where metrics are read
     * @param out where the reader looks
     */
    public Demonstration(HttpClient client, URI webhook, URI metrics, PrintStream out) {
        this.client = client;
        this.webhook = webhook;
        this.metrics = metrics;
        this.out = out;
    }

    /**
     * Plays all scenes.
     *
     * @return whether everything came out as it has to
     * @throws IOException if the webhook does not answer
     * @throws InterruptedException if interrupted meanwhile
     */
    public boolean play(String policy) throws IOException, InterruptedException {
        out.println(
                "Sample images, served by a registry within this program (no image is pulled, no network is used):");
        for (Samples.Entry entry : samples.all()) {
            out.printf("  %-58s %s%n", entry.reference().familiar(), entry.says());
        }
        out.println();
        out.println("The policy:");
        policy.lines().filter(line -> !line.startsWith("#")).forEach(line -> out.println("  " + line));
        boolean right = true;
        for (Scene scene : Scene.all(samples)) {
            right &= play(scene);
        }
        out.println();
        out.println("What " + metrics + " counts now:");
        HttpRequest request =
                HttpRequest.newBuilder(metrics).timeout(TIMEOUT).GET().build();
        client.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> METRICS.stream().anyMatch(line::startsWith))
                .sorted()
                .forEach(line -> out.println("  " + line));
        return right;
    }

    private boolean play(Scene scene) throws IOException, InterruptedException {
        out.println();
        out.println("── " + scene.title());
        out.println("   POST " + webhook + "  CREATE Deployment shop/" + scene.name());
        scene.images().forEach(image -> out.println("     image: " + image));
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(scene.review("demo-" + scene.name())))
                .build();
        long before = System.nanoTime();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        long millis = (System.nanoTime() - before) / 1_000_000;
        Node answer;
        try {
            answer = new Json().json(response.body()).find("response").orElse(new Node.Null(0));
        } catch (MalformedException e) {
            throw new IOException("the webhook's answer " + e.getMessage(), e);
        }
        boolean allowed = answer.flag("allowed").orElse(false);
        List<String> warnings = answer.texts("warnings");
        Outcome outcome = !allowed ? Outcome.REJECTED : warnings.isEmpty() ? Outcome.ACCEPTED : Outcome.WARNED;
        out.println("   " + response.statusCode() + ", allowed: " + allowed + "  ("
                + outcome.name().toLowerCase(Locale.ROOT) + " in " + millis + " ms)");
        answer.text("status", "message").ifPresent(text -> text.lines().forEach(line -> out.println("   " + line)));
        warnings.forEach(warning -> out.println("   Warning: " + warning));
        if (outcome != scene.outcome()) {
            out.println("   This should have been " + scene.outcome().name().toLowerCase(Locale.ROOT) + ": a defect.");
        }
        return outcome == scene.outcome();
    }
}
