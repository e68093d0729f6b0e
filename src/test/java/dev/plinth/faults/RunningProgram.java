package dev.plinth.faults;

import dev.plinth.ApiServer;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code plinth serve} of the packaged program, as the chart runs it: a small heap, the serial collector, JSON in the log. */
public final class RunningProgram implements AutoCloseable {

    private static final Pattern AUTHORITY = Pattern.compile("clients may check it by ([^\"]*)/ca\\.crt");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /**
     * What a review said of its one image.
     *
     * @param outcome {@code denied}, {@code allowed}, or the reason's token if the image could not be read
     * @param text of the denial, or the warnings
     * @param took as the API server would have waited
     */
    public record Answer(String outcome, String text, Duration took) {}

    private final Process process;
    private final Path log;
    private final int management;
    private final ApiServer apiServer;

    private RunningProgram(Process process, Path log, int management, ApiServer apiServer) {
        this.process = process;
        this.log = log;
        this.management = management;
        this.apiServer = apiServer;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param jar the packaged program
     * @param directory for its documents and its log
     */
    public static RunningProgram start(Path jar, Path directory, String policy, String registries) throws Exception {
        Files.writeString(directory.resolve("policy.yaml"), policy);
        Files.writeString(directory.resolve("registries.yaml"), registries);
        Path log = directory.resolve("serve.log");
        int port = freePort();
        int management = freePort();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx115m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--policy",
                        directory.resolve("policy.yaml").toString(),
                        "--registries",
                        directory.resolve("registries.yaml").toString(),
                        "--port",
                        Integer.toString(port),
                        "--management-port",
                        Integer.toString(management)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PLINTH_LOG_FORMAT", "json");
        builder.environment().put("DOCKER_CONFIG", directory.toString());
        Process process = builder.start();
        try {
            awaitReady(process, log, management);
            Matcher authority = AUTHORITY.matcher(Files.readString(log));
            if (!authority.find()) {
                throw new IllegalStateException("the log names no authority:\n" + Files.readString(log));
            }
            return new RunningProgram(
                    process,
                    log,
                    management,
                    new ApiServer(URI.create("https://localhost:" + port), Path.of(authority.group(1))));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static void awaitReady(Process process, Path log, int management) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .build();
        while (true) {
            try {
                if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException _) {
                // not yet
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("does not become ready:\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks about a pod with this image. */
    public Answer review(String image, Duration timeout) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response =
                apiServer.post("/validate?timeout=" + timeout.toMillis() + "ms", BodyPublishers.ofString(body(image)));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (response.statusCode() != 200) {
            return new Answer("HTTP " + response.statusCode(), response.body(), took);
        }
        return answer(response.body(), took);
    }

    private static String body(String image) {
        return """
                {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1","kind":{"group":"","version":"v1","kind":"Pod"},\
                "resource":{"group":"","version":"v1","resource":"pods"},"name":"p","namespace":"shop","operation":"CREATE",\
                "userInfo":{"username":"ann"},"object":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop"},\
                "spec":{"containers":[{"name":"app","image":"%s"}]}}}}""".formatted(image);
    }

    /** Asks; cancelling what is returned goes away without having heard the answer. */
    public CompletableFuture<?> begin(String image, Duration timeout) {
        return apiServer.begin("/validate?timeout=" + timeout.toMillis() + "ms", BodyPublishers.ofString(body(image)));
    }

    private static Answer answer(String body, Duration took) throws MalformedException {
        Node response = new Json()
                .json(body.getBytes(StandardCharsets.UTF_8))
                .find("response")
                .orElseThrow();
        if (!response.flag("allowed").orElseThrow()) {
            return new Answer("denied", response.text("status", "message").orElse(""), took);
        }
        String warnings = String.join("\n", response.texts("warnings"));
        Optional<String> reason = Pattern.compile("unavailable: ([a-z-]+)")
                .matcher(warnings)
                .results()
                .map(match -> match.group(1))
                .findFirst();
        return new Answer(reason.orElse("allowed"), warnings, took);
    }

    /** The sum over all series of a metric whose labels contain this. */
    public double metric(String name, String labels) throws Exception {
        return apiServer
                .get(URI.create("http://127.0.0.1:" + management + "/q/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether it says of itself that it is ready. */
    public boolean isReady() throws Exception {
        return apiServer
                        .get(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                        .statusCode()
                == 200;
    }

    /** Everything that it has written so far, to either stream. */
    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    public long pid() {
        return process.pid();
    }

    /** Resident memory in MiB. */
    public long resident() throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid()), "status")));
        return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : -1;
    }

    /** Runs {@code jcmd} on it and gives what it prints. */
    public String jcmd(String... command) throws Exception {
        List<String> all = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid())));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return printed;
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
