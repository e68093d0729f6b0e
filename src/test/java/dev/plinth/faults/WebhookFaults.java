package dev.plinth.faults;

import dev.plinth.faults.RunningProgram.Answer;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.IndexBuilder;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import dev.plinth.testing.registry.Misbehaviour;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every {@link Misbehaviour}, and registries that want to steal credentials, met by the running webhook: cold, half-way and warm, each
 * by a registry of its own. Right is the contract's reason or the verdict that the image deserves, and nothing else.
 */
public final class WebhookFaults {

    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final String SECRET = "s3cret-of-ann";
    private static final String POLICY = """
            apiVersion: plinth.dev/v1
            kind: BaseImagePolicy
            mode: enforce
            onUnavailable: warn
            rules: [{name: nothing-at-all, require: {imageSize: {atMost: 1}}}]
            """;
    private static final List<String> STATES = List.of("cold", "half-way", "warm");

    /** A registry that misbehaves with one state of what was read before. */
    private record Scene(Misbehaviour fault, String state, int number, FakeRegistry registry, FakeRegistry thief) {

        boolean isTheft() {
            return fault.name().startsWith("thief");
        }

        String image() {
            return registry.host() + "/shop/cart:1";
        }
    }

    /**
     * What was seen of a scene.
     *
     * @param answer during the fault
     * @param right whether that is what the contract has
     * @param leaked whether anybody was sent a credential that was not for him
     * @param othersServed whether another registry's new image was judged meanwhile
     * @param served whether the same image was judged afterwards, when the registry was well again
     */
    public record Seen(
            String fault,
            String state,
            String outcome,
            Answer answer,
            boolean right,
            boolean leaked,
            boolean othersServed,
            boolean served) {

        boolean isLate(Duration grace) {
            return answer.took().compareTo(TIMEOUT.plus(grace)) > 0;
        }
    }

    /**
     * All that was seen.
     *
     * @param stackTraces lines of the program's log that look like one
     * @param secrets lines of the log, or answers, with a credential in them
     * @param lookups lines of the log that tell of a failed look-up
     */
    public record Outcome(
            List<Seen> seen, List<String> stackTraces, List<String> secrets, List<String> lookups, boolean ready) {

        long faults() {
            return seen.stream().map(Seen::fault).distinct().count();
        }

        /** The table, and the counts below it. */
        String table() {
            StringBuilder text = new StringBuilder(
                    "%-42s %-20s %-20s %-8s %s%n".formatted("fault", "cold", "half-way", "warm", "longest"));
            for (int i = 0; i < seen.size(); i += STATES.size()) {
                List<Seen> row = seen.subList(i, i + STATES.size());
                text.append("%-42s %-20s %-20s %-8s %d ms%n"
                        .formatted(
                                row.getFirst().fault(),
                                row.get(0).outcome(),
                                row.get(1).outcome(),
                                row.get(2).outcome(),
                                row.stream()
                                        .mapToLong(one -> one.answer().took().toMillis())
                                        .max()
                                        .orElse(0)));
            }
            return text.append(
                            "%d faults x 3: %d wrong, %d after the deadline, %d credential leaks, %d stack traces, %d secrets in the log, "
                                            .formatted(
                                                    faults(),
                                                    count(one -> !one.right()),
                                                    count(one -> one.isLate(Duration.ZERO)),
                                                    count(Seen::leaked),
                                                    stackTraces.size(),
                                                    secrets.size())
                                    + "%d others not served, %d not served afterwards, %s%n"
                                            .formatted(
                                                    count(one -> !one.othersServed()),
                                                    count(one -> !one.served()),
                                                    ready ? "ready" : "NOT READY"))
                    .toString();
        }

        long count(java.util.function.Predicate<Seen> predicate) {
            return seen.stream().filter(predicate).count();
        }
    }

    private final Path jar;
    private final Path directory;

    /** @param directory for documents and log */
    public WebhookFaults(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /** Prints the table; the exit code is 1 unless all is as it must be. */
    public static void main(String[] args) throws Exception {
        Outcome outcome = new WebhookFaults(Path.of(args[0]), Files.createTempDirectory("plinth-faults")).run();
        System.out.print(outcome.table());
        boolean good = outcome.count(one -> !one.right()
                                || one.leaked()
                                || !one.othersServed()
                                || !one.served()
                                || one.isLate(Duration.ZERO))
                        == 0
                && outcome.stackTraces().isEmpty()
                && outcome.secrets().isEmpty()
                && outcome.ready();
        System.exit(good ? 0 : 1);
    }

    /** Meets them all. */
    public Outcome run() throws Exception {
        List<Misbehaviour> faults = new ArrayList<>(Misbehaviour.all());
        faults.addAll(thefts());
        List<Scene> scenes = new ArrayList<>();
        FakeRegistry other = FakeRegistry.start();
        try {
            for (Misbehaviour fault : faults) {
                for (String state : STATES) {
                    scenes.add(new Scene(fault, state, scenes.size(), FakeRegistry.start(), FakeRegistry.start()));
                }
            }
            scenes.forEach(scene -> furnish(scene, other));
            try (RunningProgram program = RunningProgram.start(jar, directory, POLICY, registries(scenes, other))) {
                program.review(other.host() + "/shop/first:1", TIMEOUT.multipliedBy(3));
                List<Seen> seen = meet(scenes, other, program);
                boolean ready = program.isReady();
                return outcome(seen, program.log(), ready);
            }
        } finally {
            other.close();
            scenes.forEach(scene -> {
                scene.registry().close();
                scene.thief().close();
            });
        }
    }

    private static Outcome outcome(List<Seen> seen, List<String> log, boolean ready) {
        String encoded = basic().substring("Basic ".length());
        List<String> secrets = new ArrayList<>(log.stream()
                .filter(line -> line.contains(SECRET) || line.contains(encoded) || line.contains("Bearer "))
                .toList());
        seen.stream()
                .map(one -> one.answer().text())
                .filter(text -> text.contains(SECRET) || text.contains(encoded))
                .forEach(secrets::add);
        return new Outcome(
                seen,
                log.stream()
                        .filter(line ->
                                line.contains("\\tat ") || line.startsWith("\tat ") || line.contains("Exception"))
                        .toList(),
                secrets,
                log.stream()
                        .filter(line -> line.contains("registry-lookup-failed"))
                        .toList(),
                ready);
    }

    /** What a registry would do that is after the credentials it is sent, or that others are. */
    private static List<Misbehaviour> thefts() {
        return List.of(
                theft("thief: manifests are with him", "forbidden-registry"),
                theft("thief: configuration is with him", "forbidden-registry"),
                theft("thief: tokens are with him", "unauthorized"),
                theft("thief: blobs are with him, as configured", Misbehaviour.READ));
    }

    private static Misbehaviour theft(String name, String expected) {
        Set<String> either = new TreeSet<>(List.of(expected, Misbehaviour.READ));
        return new Misbehaviour(name, _ -> {}, Set.of(expected), either);
    }

    private static void furnish(Scene scene, FakeRegistry other) {
        var image = ImageBuilder.scratch()
                .layer(Map.of("app", "number " + scene.number()))
                .build();
        scene.registry().push("shop/cart:1", IndexBuilder.of(image).build());
        scene.thief().push("shop/cart:1", IndexBuilder.of(image).build());
        other.push("shop/after" + scene.number() + ":1", IndexBuilder.of(image).build());
        other.push("shop/first:1", image);
        other.accounts().scheme(Accounts.Scheme.BASIC).add("ann", SECRET);
        if (scene.fault().name().startsWith("token")) {
            scene.registry().accounts().scheme(Accounts.Scheme.BEARER).everybody("shop");
        } else if (scene.isTheft()) {
            scene.registry().accounts().scheme(Accounts.Scheme.BASIC).add("ann", SECRET);
        }
    }

    /** Each host by itself; credentials for some of them alone. */
    private String registries(List<Scene> scenes, FakeRegistry other) throws Exception {
        Path credentials = directory.resolve("credentials.json");
        StringBuilder auths = new StringBuilder("{\"auths\":{\"" + other.host() + "\":{\"auth\":\"%1$s\"}");
        StringBuilder document = new StringBuilder(
                "apiVersion: plinth.dev/v1\nkind: RegistryConfig\ncache: {failures: 0s}\nregistries:\n");
        String with = ", credentials: {file: " + credentials + "}";
        document.append(entry(other.host(), with));
        for (Scene scene : scenes) {
            if (!scene.isTheft()) {
                document.append(entry(scene.registry().host(), ""));
                continue;
            }
            auths.append(",\"").append(scene.registry().host()).append("\":{\"auth\":\"%1$s\"}");
            String blobs = scene.fault().name().endsWith("as configured")
                    ? ", blobHosts: [{host: \"" + scene.thief().host()
                            + "\", plainHttp: true, allowPrivateAddresses: true}]"
                    : "";
            document.append(entry(scene.registry().host(), with + blobs));
        }
        Files.writeString(credentials, auths.append("}}").toString().formatted(basic().substring("Basic ".length())));
        return document.toString();
    }

    private static String entry(String host, String more) {
        return "  - {prefix: \"" + host + "\", plainHttp: true, allowPrivateAddresses: true" + more + "}\n";
    }

    private static String basic() {
        return "Basic " + Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Seen> meet(List<Scene> scenes, FakeRegistry other, RunningProgram program) throws Exception {
        List<Future<Seen>> running = new ArrayList<>();
        try (ExecutorService some = Executors.newFixedThreadPool(6)) {
            for (Scene scene : scenes) {
                running.add(some.submit((Callable<Seen>) () -> meet(scene, other, program)));
            }
        }
        List<Future<Boolean>> healing = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Scene scene : scenes) {
                healing.add(all.submit(() -> isServed(scene, program)));
            }
        }
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < scenes.size(); i++) {
            Seen one = running.get(i).get();
            seen.add(new Seen(
                    one.fault(),
                    one.state(),
                    one.outcome(),
                    one.answer(),
                    one.right(),
                    one.leaked() || leaked(scenes.get(i)),
                    one.othersServed(),
                    healing.get(i).get()));
        }
        return seen;
    }

    private static Seen meet(Scene scene, FakeRegistry other, RunningProgram program) throws Exception {
        String image = scene.image();
        if (!scene.state().equals("cold")) {
            if (scene.state().equals("half-way")) {
                scene.registry().fault("/manifests/sha256", Fault.status(418));
            }
            program.review(image, TIMEOUT);
            scene.registry().heal();
        }
        arm(scene);
        Answer answer = program.review(image, TIMEOUT);
        String outcome = outcome(answer);
        Set<String> expected = switch (scene.state()) {
            case "cold" -> scene.fault().cold();
            case "half-way" -> scene.fault().half();
            default -> Set.of(Misbehaviour.READ);
        };
        boolean others = outcome(program.review(other.host() + "/shop/after" + scene.number() + ":1", TIMEOUT))
                .equals(Misbehaviour.READ);
        return new Seen(
                scene.fault().name(),
                scene.state(),
                outcome,
                answer,
                expected.contains(outcome),
                leaked(scene),
                others,
                false);
    }

    private static void arm(Scene scene) {
        scene.fault().arm().accept(scene.registry());
        String thief = scene.thief().url();
        switch (scene.fault().name()) {
            case "thief: manifests are with him" ->
                scene.registry()
                        .fault("/manifests/", (request, usual, wire) -> wire.send(fetchAt(thief + request.path())));
            case "thief: configuration is with him", "thief: blobs are with him, as configured" ->
                scene.registry().fault("/blobs/", (request, usual, wire) -> wire.send(fetchAt(thief + request.path())));
            case "thief: tokens are with him" ->
                scene.registry().accounts().scheme(Accounts.Scheme.BEARER).realm(thief + "/token");
            default -> {}
        }
    }

    private static dev.plinth.testing.registry.Answer fetchAt(String url) {
        return dev.plinth.testing.registry.Answer.of(307).with("Location", url);
    }

    private static String outcome(Answer answer) {
        if (answer.outcome().equals("denied")) {
            return answer.text().contains("nothing-at-all") ? Misbehaviour.READ : "denied otherwise";
        }
        return answer.outcome();
    }

    /** Where no credential is meant for a registry it must get none, and the thief none at all. */
    private static boolean leaked(Scene scene) {
        return !scene.thief().authorizations().isEmpty()
                || !scene.isTheft()
                        && scene.registry().authorizations().stream().anyMatch(header -> header.startsWith("Basic"));
    }

    /** A host that asked for a pause gets it, at most a minute; then everything is as before. */
    private static boolean isServed(Scene scene, RunningProgram program) throws Exception {
        scene.registry().heal();
        scene.registry().accounts().realm("").lifetime(Duration.ofMinutes(5));
        if (scene.fault().name().equals("thief: tokens are with him")) {
            scene.registry().accounts().scheme(Accounts.Scheme.BASIC);
        }
        for (int i = 0; i < 75; i++) {
            if (outcome(program.review(scene.image(), TIMEOUT)).equals(Misbehaviour.READ)) {
                return true;
            }
            Thread.sleep(1_000);
        }
        return false;
    }
}
