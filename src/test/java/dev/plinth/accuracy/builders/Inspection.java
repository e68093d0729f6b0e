package dev.plinth.accuracy.builders;

import dev.plinth.accuracy.builders.RealBuild.Told;
import dev.plinth.cli.CommandRun;
import dev.plinth.codec.Json;
import dev.plinth.commands.CommandLineGraph;
import dev.plinth.data.Node;
import dev.plinth.testing.registry.FakeRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command {@code inspect} over all images of the snapshot, once, and what it told of each. To be closed. */
final class Inspection implements AutoCloseable {

    private static final Path POLICY = Path.of("src/test/resources/accuracy/real-builds.policy.yaml");

    private final Snapshot snapshot = Snapshot.read();
    private final FakeRegistry served = snapshot.serve();
    private final Map<String, Node> answers = new HashMap<>();
    private final Path directory;

    Inspection(List<RealBuild> builds) throws Exception {
        directory = Files.createTempDirectory("real-builds");
        Files.writeString(directory.resolve("registries.yaml"), """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - prefix: %1$s
                    mirrors: [{ location: "%2$s", plainHttp: true, allowPrivateAddresses: true }]
                    only: true
                  - prefix: registry.corp
                    mirrors: [{ location: "%2$s", plainHttp: true, allowPrivateAddresses: true }]
                    only: true
                  - prefix: docker.io
                    mirrors: [{ location: "%2$s/hub", plainHttp: true, allowPrivateAddresses: true }]
                    only: true
                identities:
                  - { prefix: "%1$s/hub", is: docker.io }
                deny: ["gcr.io/**"]
                """.formatted(snapshot.registry(), served.host()));
        List<String> arguments = new ArrayList<>(List.of("-o", "json", "--policy", POLICY.toString()));
        builds.forEach(build -> arguments.add(build.reference()));
        CommandRun run = run(arguments);
        if (run.exit() != 1) {
            throw new IllegalStateException("inspect ended with " + run.exit() + ": " + run.err());
        }
        for (Node answer :
                new Json().json(run.out().getBytes(StandardCharsets.UTF_8)).items()) {
            answers.put(answer.text("reference").orElseThrow(), answer);
        }
    }

    private CommandRun run(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "inspect",
                "--platform",
                "linux/amd64",
                "--registries",
                directory.resolve("registries.yaml").toString()));
        all.addAll(arguments);
        CommandLineGraph graph = new CommandLineGraph(Map.of("XDG_CACHE_HOME", directory.toString()), _ -> 0, _ -> 0);
        return CommandRun.of(graph, all.toArray(String[]::new));
    }

    /** The object of the result document. */
    Node answer(RealBuild build) {
        return answers.get(build.reference());
    }

    long requests(RealBuild build) {
        return answer(build).whole("registryRequests").orElseThrow();
    }

    boolean refuted(RealBuild build) {
        return answer(build).items("violations").stream()
                .anyMatch(violation -> violation.text("rule").orElse("").equals("base-claim-refuted"));
    }

    Told told(RealBuild build) {
        Node answer = answer(build);
        String lineage = answer.items("lineage").stream()
                .map(name -> familiar(name.text().orElseThrow()))
                .collect(Collectors.joining(","));
        return new Told(
                answer.text("tier").orElse("-"),
                familiar(answer.text("base", "reference").orElse("-")),
                answer.text("base", "evidence").orElse("-"),
                answer.text("base", "pinning").orElse("-"),
                lineage.isEmpty() ? "-" : lineage,
                answer.text("outcome").orElse("-"));
    }

    /** As a person reads it; the registry of the builds is called {@code mirror.corp}. */
    String text(RealBuild build) {
        return run(List.of(build.reference())).out().replace(snapshot.registry(), "mirror.corp");
    }

    /** Bytes of all documents that were served, per image. */
    long bytesAnImage() {
        return snapshot.bytes() / answers.size();
    }

    private static String familiar(String canonical) {
        return canonical.replaceFirst("^docker\\.io/(library/)?", "");
    }

    @Override
    public void close() {
        served.close();
    }
}
