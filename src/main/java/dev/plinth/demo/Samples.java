package dev.plinth.demo;

import dev.plinth.codec.Json;
import dev.plinth.codec.Tree;
import dev.plinth.data.Node;
import dev.plinth.demo.SampleImage.Layer;
import dev.plinth.image.Annotations;
import dev.plinth.image.MalformedException;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sample images by all their names. */
final class Samples {

    static final String REPORT = "registry.example/shop/report:2.0";
    static final String PRETENDER = "registry.example/shop/pretender:1.0";
    static final String WEB = "registry.example/shop/web:1.4.2";
    static final String API = "registry.example/shop/api:5.1";
    static final String SERVER = "registry.example/shop/server:0.9";
    static final String AGENT = "registry.example/shop/agent:3.0";

    private static final String HUB = "docker.io/library/";
    private static final String STATIC = "gcr.io/distroless/static-debian13:nonroot";
    private static final String PYTHON = "gcr.io/distroless/python3-debian13:nonroot";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * One sample.
     *
     * @param reference how it is called
     * @param image the image itself
     * @param says what it is, for people
     */
    record Entry(ImageReference reference, SampleImage image, String says) {}

    private Samples() {}

    /** All of them, made. */
    static Samples make() {
        Samples samples = new Samples();
        samples.recorded();
        samples.distroless();
        samples.applications();
        return samples;
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    SampleImage image(String reference) {
        Entry entry = entries.get(reference);
        if (entry == null) {
            throw new IllegalArgumentException("no sample is called " + reference);
        }
        return entry.image();
    }

    /** The reference with the digest that the sample has here: pinned, as a cautious team writes it. */
    String pinned(String reference) {
        return reference + "@" + image(reference).digest();
    }

    private void add(String reference, SampleImage image, String says) {
        entries.put(reference, new Entry(ImageReference.parse(reference), image, says));
    }

    private void recorded() {
        for (Node record : records().items()) {
            List<Layer> layers = new ArrayList<>();
            for (Node layer : record.items("layers")) {
                layers.add(new Layer(
                        Digest.parse(layer.text("digest").orElseThrow()),
                        layer.whole("size").orElseThrow()));
            }
            SampleImage image = new SampleImage(
                            layers,
                            record.items("history"),
                            record.texts("env"),
                            record.texts("entrypoint"),
                            record.texts("cmd"),
                            Map.of())
                    .annotated(SampleImage.MARK, "layers and history of a real build; configuration generated")
                    // As the official images say it: by name. The digests that they add are of builds that are not
                    // here.
                    .annotated(Annotations.BASE_NAME, record.text("base").orElseThrow());
            for (String name : record.texts("names")) {
                add(name, image, "real layers");
            }
        }
    }

    private static Node records() {
        try (InputStream in = Samples.class.getResourceAsStream("records.json")) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: no records.json");
            }
            return new Json().json(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own resource cannot be read", e);
        } catch (MalformedException e) {
            throw new IllegalStateException("records.json " + e.getMessage(), e);
        }
    }

    /** One layer a Debian package, dated 1970, as the real ones are built. */
    private void distroless() {
        List<String> small = List.of("base-files", "netbase", "tzdata", "media-types");
        SampleImage base = bazel(SampleImage.scratch(), "static", small, 240_000);
        add(STATIC, generated(base), "generated");
        List<String> more =
                List.of("libc6", "libssl3t64", "libpython3.13-minimal", "python3.13-minimal", "python3-distutils");
        add(PYTHON, generated(bazel(base, "python3", more, 3_900_000)), "generated");
    }

    private static SampleImage bazel(SampleImage on, String name, List<String> packages, long size) {
        List<Layer> layers = new ArrayList<>(on.layers());
        List<Node> history = new ArrayList<>(on.history());
        for (String each : packages) {
            layers.add(Layer.generated("distroless " + each, size + each.length()));
            history.add(new Tree()
                    .with("created", "1970-01-01T00:00:00Z")
                    .with("created_by", "bazel build @@//" + name + ":" + each)
                    .node());
        }
        return new SampleImage(
                        layers,
                        history,
                        List.of(
                                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                                "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"),
                        List.of(),
                        List.of(),
                        Map.of())
                .annotated("org.opencontainers.image.source", "https://github.com/GoogleContainerTools/distroless");
    }

    /** What a team builds and pushes; `docker build` says nothing of the base. */
    private void applications() {
        SampleImage slim = image(HUB + "python:3.12-slim-trixie");
        SampleImage full = image(HUB + "python:3.12");
        add(WEB, generated(python(slim, "web")), "an application on python:3.12-slim, without any annotation");
        add(REPORT, generated(python(full, "report")), "an application on python:3.12, without any annotation");
        add(
                PRETENDER,
                generated(python(full, "pretender"))
                        .annotated(Annotations.BASE_NAME, PYTHON)
                        .annotated(
                                Annotations.BASE_DIGEST,
                                Content.digest(image(PYTHON).manifest()).toString()),
                "the same, and its annotation says that it stands on distroless");
        add(
                API,
                generated(image(HUB + "eclipse-temurin:21-jre-alpine")
                        .step("COPY target/api.jar /api.jar # buildkit", Layer.generated("api.jar", 31_400_000))
                        .running(List.of("java", "-jar", "/api.jar"))),
                "an application on a Java runtime on alpine");
        add(
                SERVER,
                generated(SampleImage.scratch()
                        .step("COPY /out/server /server # buildkit", Layer.generated("server", 9_700_000))
                        .running(List.of("/server"))),
                "a static program on scratch");
        add(
                AGENT,
                generated(image(STATIC)
                        .step("COPY /out/agent /agent # buildkit", Layer.generated("agent", 12_100_000))
                        .running(List.of("/agent"))),
                "a static program on distroless");
    }

    private static SampleImage python(SampleImage base, String name) {
        return base.step("WORKDIR /app", Layer.generated("workdir " + name, 95))
                .step(
                        "RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt # buildkit",
                        Layer.generated("packages " + name, 18_600_000))
                .step("COPY . . # buildkit", Layer.generated("sources " + name, 412_000))
                .running(List.of("python", "-m", name));
    }

    private static SampleImage generated(SampleImage image) {
        return image.annotated(SampleImage.MARK, "generated; layers below its own may be real");
    }
}
