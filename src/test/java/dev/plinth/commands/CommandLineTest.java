package dev.plinth.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.CommandRun;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.images.LayoutWriter;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands from outside, against a registry in this process and layouts on disk: what is typed, printed and ended with. */
class CommandLineTest {

    private static final String STRICT = """
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: enforce
            contact: platform@corp
            rules:
              - name: pinned
                require: { imagePinning: { atLeast: digest } }
            """;

    @TempDir
    Path directory;

    private FakeRegistry registry;
    private Path registries;
    private final TestImage program = ImageBuilder.scratch()
            .layer(Map.of("server", "x"), "COPY /out/server /server # buildkit")
            .build();

    @BeforeEach
    void start() throws IOException {
        registry = FakeRegistry.start();
        registries = Files.writeString(directory.resolve("registries.yaml"), """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - prefix: registry.corp
                    mirrors:
                      - { location: "%1$s", plainHttp: true, allowPrivateAddresses: true }
                    only: true
                """.formatted(registry.host()));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void inspectTellsTheTierAndWhichMirrorAnswered() {
        registry.push("shop/app:1", IndexBuilder.of(program).build());

        CommandRun run = run("inspect", "-v", "--registries", registries.toString(), "registry.corp/shop/app:1");

        assertThat(run.out())
                .startsWith("registry.corp/shop/app:1  linux/amd64\n")
                .contains("tier     scratch");
        assertThat(run.err()).contains(registry.host() + " answered 3 times");
        assertThat(run.exit()).isZero();
    }

    @Test
    void inspectPrintsOneObjectForEachPlatform() throws MalformedException {
        TestImage arm = ImageBuilder.from(program).platform("linux", "arm64").build();
        registry.push("shop/app:1", IndexBuilder.of(program, arm).build());

        CommandRun all =
                run("inspect", "-o", "json", "--registries", registries.toString(), "registry.corp/shop/app:1");
        CommandRun one = run(
                "inspect",
                "-o",
                "json",
                "--platform",
                "linux/arm64",
                "--registries",
                registries.toString(),
                "registry.corp/shop/app:1");

        assertThat(platforms(all)).containsExactlyInAnyOrder("linux/amd64", "linux/arm64");
        assertThat(platforms(one)).containsExactly("linux/arm64");
    }

    @Test
    void anImageThatIsNotThereIsUnavailableWithItsToken() throws MalformedException {
        CommandRun run =
                run("inspect", "-o", "json", "--registries", registries.toString(), "registry.corp/shop/gone:1");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(json(run).items().getFirst().text("reason")).contains("not-found");
    }

    @Test
    void aReferenceThatDoesNotParseIsAResultAndNoError() throws MalformedException {
        CommandRun run = run("inspect", "-o", "json", "Not:A:Reference");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(json(run).items().getFirst().text("reason")).contains("invalid-reference");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aHangingRegistryIsGivenUpAtTheTimeout() {
        registry.push("shop/app:1", program);
        registry.fault("manifests", Fault.hang());
        long before = System.nanoTime();

        CommandRun run =
                run("inspect", "--timeout", "700ms", "--registries", registries.toString(), "registry.corp/shop/app:1");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("unavailable: timed-out");
        assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(5_000);
    }

    @Test
    void aLayoutOnDiskIsJudgedBeforeItIsPushed() throws IOException {
        Path layout = directory.resolve("built");
        LayoutWriter.write(layout, Map.of("1.0", program));
        Path policy = Files.writeString(directory.resolve("policy.yaml"), STRICT);

        CommandRun run = run("inspect", "--policy", policy.toString(), "oci-layout:" + layout + ":1.0");

        assertThat(run.out())
                .startsWith("oci-layout:" + layout + ":1.0  linux/amd64\n")
                .contains("tier     scratch", "pinned (enforce): image pinning");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void scanReadsEveryDocumentOfRenderedOutput() throws MalformedException {
        registry.push("shop/app:1", program);
        registry.push("shop/small:1", program);
        String rendered = """
                # Source: chart/templates/namespace.yaml
                apiVersion: v1
                kind: Namespace
                metadata: { name: shop, labels: { tier: production } }
                ---
                ---
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: apps/v1
                    kind: Deployment
                    metadata: { name: cart, namespace: shop }
                    spec: { template: { spec: { containers: [ { name: app, image: "registry.corp/shop/app:1" } ] } } }
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: nightly }
                spec: { jobTemplate: { spec: { template: { spec: { containers: [ { name: a, image: "registry.corp/shop/small:1" } ] } } } } }
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: { name: other }
                """;

        CommandRun run = CommandRun.withInput(
                rendered, graph(), "scan", "-o", "json", "-n", "ops", "--registries", registries.toString(), "-");

        List<Node> workloads = json(run).items("workloads");
        assertThat(workloads).extracting(node -> node.text("name").orElse("")).containsExactly("cart", "nightly");
        assertThat(workloads)
                .extracting(node -> node.text("namespace").orElse(""))
                .containsExactly("shop", "ops");
        assertThat(workloads.getFirst().items("images").getFirst().text("result", "tier"))
                .contains("scratch");
        assertThat(run.exit()).isZero();
    }

    @Test
    void scanSaysWhatWouldBeDeniedAndExplainRepeatsItsText() throws IOException {
        registry.push("shop/app:1", program);
        Path policy = Files.writeString(directory.resolve("policy.yaml"), STRICT);
        Path pod = Files.writeString(directory.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: { name: cart }
                spec: { containers: [ { name: app, image: "registry.corp/shop/app:1" } ] }
                """);
        String[] common = {"--policy", policy.toString(), "--registries", registries.toString(), pod.toString()};

        CommandRun text = run("scan", common);
        CommandRun document = run("scan -o json", common);
        Path stored = Files.writeString(directory.resolve("scan.json"), document.out());
        CommandRun explained = run("explain", "pod/cart", "--from", stored.toString());

        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out()).contains("Pod default/cart  would be denied", "1 workload would be denied");
        assertThat(explained.exit()).isEqualTo(1);
        assertThat(explained.out())
                .startsWith("Pod default/cart\n  plinth denied 1 of 1 image in Pod default/cart")
                .contains("rule    pinned: image pinning", "ask platform@corp");
        assertThat(run("explain", "deployment/cart", "--from", stored.toString())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void aBadPolicyIsAUsageErrorThatNamesEveryProblem() throws IOException {
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"),
                "apiVersion: plinth.dev/v1\nkind: BaseImagePolicy\nmode: strict\nruels: []\n");

        for (CommandRun run : List.of(
                run("policy", "check", policy.toString()),
                run("inspect", "--policy", policy.toString(), "registry.corp/shop/app:1"))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("line 3: mode: must be one of", "line 4: ruels: unknown key");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void theBuiltInPolicyThatIsShownIsValid() throws IOException {
        Path shown = Files.writeString(
                directory.resolve("policy.yaml"), run("policy", "show").out());

        CommandRun run = run("policy", "check", shown.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("is a valid policy");
    }

    @Test
    void filesThatAreNotThereAreUsageErrors() {
        assertThat(run("scan", "/no/such.yaml").exit()).isEqualTo(2);
        assertThat(run("policy", "check", "/no/such.yaml").err()).contains("/no/such.yaml: no such file");
        assertThat(run("inspect", "--registries", "/no/such.yaml", "x").exit()).isEqualTo(2);
        assertThat(run("scan").err()).contains("give files, or --cluster");
    }

    @Test
    void theRegistryDocumentMayBeNamedByTheEnvironment() {
        registry.push("shop/app:1", program);
        CommandLineGraph graph = new CommandLineGraph(
                Map.of("PLINTH_REGISTRIES", registries.toString(), "XDG_CACHE_HOME", "/nonexistent"), _ -> 0, _ -> 0);

        assertThat(CommandRun.of(graph, "inspect", "registry.corp/shop/app:1").out())
                .contains("tier     scratch");
    }

    @Test
    void aCatalogueIsUpdatedListedPushedAndPulled() {
        TestImage base = ImageBuilder.scratch()
                .layer(Map.of("base", "x"), "COPY base / # buildkit")
                .build();
        registry.push("base/own:1.0", IndexBuilder.of(base).build());
        CommandLineGraph here = keptIn("here");
        CommandLineGraph there = keptIn("there");
        String document = registries.toString();

        CommandRun update =
                CommandRun.of(here, "catalog", "update", "--registries", document, "registry.corp/base/own:1.0");
        CommandRun again =
                CommandRun.of(here, "catalog", "update", "--registries", document, "registry.corp/base/own:1.0");
        CommandRun push =
                CommandRun.of(here, "catalog", "push", "--registries", document, registry.host() + "/known:1");
        CommandRun before = CommandRun.of(there, "catalog", "list", "--registries", document);
        CommandRun pull =
                CommandRun.of(there, "catalog", "pull", "--registries", document, registry.host() + "/known:1");
        CommandRun after = CommandRun.of(there, "catalog", "list", "--registries", document);

        assertThat(update.out()).contains("1 tags looked at: 1 new builds, 0 unchanged, 0 failed");
        assertThat(again.out()).contains("0 new builds, 1 unchanged");
        assertThat(push.out()).startsWith("pushed " + registry.host() + "/known@sha256:");
        assertThat(before.out()).doesNotContain("registry.corp/base/own");
        assertThat(pull.exit()).isZero();
        assertThat(after.out()).contains("registry.corp/base/own:1.0");
    }

    @Test
    void anImageOnABaseOfTheLocalCatalogueIsVerifiedWithoutAskingForTheBase() {
        TestImage base = ImageBuilder.scratch()
                .layer(Map.of("base", "x"), "COPY base / # buildkit")
                .build();
        registry.push("base/own:1.0", IndexBuilder.of(base).build());
        registry.push(
                "shop/app:1",
                ImageBuilder.from(base)
                        .layer(Map.of("app", "x"), "COPY app / # buildkit")
                        .build());
        CommandLineGraph graph = keptIn("cache");
        CommandRun update = CommandRun.of(
                graph, "catalog", "update", "--registries", registries.toString(), "registry.corp/base/own:1.0");

        CommandRun run =
                CommandRun.of(graph, "inspect", "--registries", registries.toString(), "registry.corp/shop/app:1");

        assertThat(update.exit()).isZero();
        assertThat(run.out()).contains("base     registry.corp/base/own:1.0  (verified");
    }

    @Test
    void aCatalogueThatIsNotThereIsSaidSo() {
        assertThat(run("catalog", "pull", "--registries", registries.toString(), "registry.corp/none:1")
                        .exit())
                .isEqualTo(3);
        assertThat(run("inspect", "--catalog", "/no/such/file", "x").exit()).isEqualTo(2);
        assertThat(run("catalog").err()).contains("say list, update, push or pull");
    }

    @Test
    void theDoctorExaminesTheMirrorWhereItAloneIsAsked() throws IOException {
        registry.push("hub/library/app:1", program);
        Path mirrored = Files.writeString(directory.resolve("mirrored.yaml"), """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - prefix: nowhere.test
                    mirrors: [{ location: "%s/hub", plainHttp: true, allowPrivateAddresses: true }]
                    only: true
                """.formatted(registry.host()));

        CommandRun there =
                run("doctor", "--registries", mirrored.toString(), "nowhere.test", "nowhere.test/library/app:1");

        assertThat(there.exit()).isZero();
        assertThat(there.out())
                .contains("nowhere.test itself is never asked", registry.host() + "/hub/library/app:1 is there");
    }

    @Test
    void noOtherSpellingOfARegistryGetsAroundDeny() throws IOException {
        Path denying = Files.writeString(directory.resolve("denying.yaml"), """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                deny: ["denied.test/**"]
                """);
        for (String host : List.of("denied.test", "denied.test:443", "DENIED.Test:0443")) {
            CommandRun run = run("inspect", "--registries", denying.toString(), "--timeout", "5s", host + "/app:1");

            assertThat(run.out()).contains("forbidden-registry", "not among what registries.yaml allows");
        }
    }

    @Test
    void theDoctorWalksFromTheNameToTheRepository() throws IOException {
        registry.push("shop/app:1", program);
        Path direct = Files.writeString(directory.resolve("direct.yaml"), """
                apiVersion: plinth.dev/v1
                kind: RegistryConfig
                registries:
                  - { prefix: "%s", plainHttp: true, allowPrivateAddresses: true }
                """.formatted(registry.host()));

        CommandRun good = run("doctor", "--registries", direct.toString(), registry.host() + "/shop/app:1");
        CommandRun gone = run("doctor", "--registries", direct.toString(), registry.host() + "/shop/gone:1");
        CommandRun refused = run("doctor", registry.host());

        assertThat(good.exit()).isZero();
        assertThat(good.out()).contains("ok    API", "ok    access", "referrers");
        assertThat(gone.exit()).isEqualTo(3);
        assertThat(gone.out()).contains("bad   access", "is not there");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.out()).contains("bad   reach", "→ `allowPrivateAddresses: true`");
        assertThat(run("doctor", "Not::AName").exit()).isEqualTo(3);
    }

    private CommandLineGraph keptIn(String cache) {
        return new CommandLineGraph(
                Map.of("XDG_CACHE_HOME", directory.resolve(cache).toString()), _ -> 0, _ -> 0);
    }

    private static CommandLineGraph graph() {
        return new CommandLineGraph(Map.of("XDG_CACHE_HOME", "/nonexistent"), _ -> 0, _ -> 0);
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(graph(), arguments);
    }

    private static CommandRun run(String words, String[] arguments) {
        return run(Stream.concat(Arrays.stream(words.split(" ")), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private static Node json(CommandRun run) throws MalformedException {
        return new Json().json(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> platforms(CommandRun run) throws MalformedException {
        return json(run).items().stream()
                .map(node -> node.text("platform").orElse(""))
                .toList();
    }
}
