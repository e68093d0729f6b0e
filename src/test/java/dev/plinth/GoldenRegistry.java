package dev.plinth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.data.Node;
import dev.plinth.image.MediaType;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.RawArtifact;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a golden case's {@code registry.yaml} says: {@code images} (each with {@code name}, and optionally {@code from}, {@code layers}
 * as maps of paths to content, {@code history}, {@code env}, {@code labels}, {@code annotations}, {@code claims} for a base with its digest, {@code index}), {@code raw} documents
 * under a name ({@code mediaType}, {@code body}), {@code faults} ({@code path}, {@code fault}), {@code private: false} to leave out the
 * leave for private addresses, {@code timeout} of the review, and how many {@code requests} it may cost.
 */
final class GoldenRegistry {

    private GoldenRegistry() {}

    static FakeRegistry start(Node document) {
        FakeRegistry registry = FakeRegistry.start();
        Map<String, TestImage> images = new HashMap<>();
        for (Node entry : document.items("images")) {
            String name = entry.text("name").orElseThrow();
            TestImage image = image(entry, images);
            images.put(name, image);
            registry.push(
                    name,
                    entry.flag("index").orElse(false) ? IndexBuilder.of(image).build() : image);
        }
        for (Node entry : document.items("raw")) {
            byte[] body = entry.text("body").orElseThrow().getBytes(StandardCharsets.UTF_8);
            registry.push(
                    entry.text("name").orElseThrow(),
                    RawArtifact.of(new MediaType(entry.text("mediaType").orElseThrow()), body));
        }
        for (Node entry : document.items("faults")) {
            registry.fault(
                    entry.text("path").orElseThrow(), fault(entry.text("fault").orElseThrow()));
        }
        return registry;
    }

    private static TestImage image(Node entry, Map<String, TestImage> images) {
        ImageBuilder builder = entry.text("from")
                .map(from ->
                        ImageBuilder.from(Optional.ofNullable(images.get(from)).orElseThrow()))
                .orElseGet(ImageBuilder::scratch);
        for (Node layer : entry.items("layers")) {
            builder.layer(layer.textEntries("files"), layer.text("createdBy").orElse("COPY . /"));
        }
        entry.textEntries("env").forEach(builder::env);
        entry.textEntries("labels").forEach(builder::label);
        entry.textEntries("annotations").forEach(builder::annotation);
        entry.text("claims")
                .ifPresent(base -> builder.annotation("org.opencontainers.image.base.name", "registry.test/" + base)
                        .annotation(
                                "org.opencontainers.image.base.digest",
                                Optional.ofNullable(images.get(base))
                                        .orElseThrow()
                                        .digest()
                                        .toString()));
        return builder.build();
    }

    private static Fault fault(String name) {
        return switch (name) {
            case "hang" -> Fault.hang();
            case "slow-drip" -> Fault.slowDrip(Duration.ofSeconds(1));
            case "closed" -> Fault.closed();
            case "wrong-bytes" -> Fault.wrongBytes();
            case "truncated" -> Fault.truncated(20);
            case "oversized" -> Fault.oversized(5L * 1024 * 1024);
            case "garbage" -> Fault.garbage();
            case "rate-limited" -> Fault.status(429, "Retry-After", "42");
            default -> Fault.status(Integer.parseInt(name));
        };
    }

    /** The registry document that leads {@code registry.test} to the registry. */
    static String settings(Node document, FakeRegistry registry) {
        boolean allowed = document.flag("private").orElse(true);
        return """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - prefix: registry.test
                    only: true
                    mirrors: [{ location: "%s", plainHttp: true, allowPrivateAddresses: %s }]
                """.formatted(registry.host(), allowed);
    }

    /** Without what differs from run to run. */
    static String neutral(String text, FakeRegistry registry) {
        return text.replace(registry.host(), "mirror.test").replaceAll("sha256:[0-9a-f]{64}", "sha256:…");
    }

    static String pretty(String json) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(json)) + "\n";
    }
}
