package dev.plinth;

import dev.plinth.cli.workbench.DemoSettings;
import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.demo.Demonstration;
import dev.plinth.demo.SampleRegistry;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Runs the demonstration: the sample registry, the webhook as it always runs, and the script between them. */
final class Demo {

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final int DEFECT = 70;

    private final PrintStream out;
    private final int port = freePort();
    private final int managementPort = freePort();

    private Demo(PrintStream out) {
        this.out = out;
    }

    /** Plays it, and goes on serving if that is wanted; the exit code. */
    static int run(DemoSettings settings, PrintStream out) {
        // What the webhook logs is not what the reader is to look at.
        System.setProperty("plinth.log-level", "ERROR");
        try (SampleRegistry registry = SampleRegistry.start()) {
            Path directory = Files.createTempDirectory("plinth-demo-");
            // Also where a signal ends it.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(directory)));
            return new Demo(out).play(registry, directory, settings.serve());
        } catch (IOException | GeneralSecurityException e) {
            out.println("The demonstration cannot go on: " + e.getMessage());
            return DEFECT;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return DEFECT;
        }
    }

    private int play(SampleRegistry registry, Path directory, boolean serve)
            throws IOException, GeneralSecurityException, InterruptedException {
        String text = resource("policy.yaml");
        Path policy = Files.writeString(directory.resolve("policy.yaml"), text);
        Path registries = Files.writeString(directory.resolve("registries.yaml"), registry.registriesDocument());
        AtomicInteger code = new AtomicInteger();
        Thread server = Thread.ofPlatform()
                .name("plinth-demo-server")
                .start(() -> code.set(Server.run(
                        new ServeSettings(policy, registries, null, null, null, port, managementPort, List.of()))));
        URI management = URI.create("http://127.0.0.1:" + managementPort);
        if (!ready(server, management)) {
            out.println("The webhook did not become ready within " + STARTING.toSeconds() + " s; its log says why.");
            Quarkus.asyncExit(DEFECT);
            server.join();
            return DEFECT;
        }
        boolean right;
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            right = new Demonstration(
                            client,
                            URI.create("https://localhost:" + port + "/validate?timeout=10s"),
                            management.resolve("/q/metrics"),
                            out)
                    .play(text);
        }
        out.println();
        if (serve && right) {
            out.println("Still running: webhook https://localhost:" + port + "/validate, metrics and health "
                    + management + "/q, sample registry http://" + registry.location() + ". End it with Ctrl-C.");
            out.println("Look at a sample in another shell:");
            out.println("  bin/plinth inspect --registries " + registries + " --policy " + policy
                    + " registry.example/shop/report:2.0");
        } else {
            Quarkus.asyncExit(right ? 0 : DEFECT);
        }
        server.join();
        return right ? code.get() : DEFECT;
    }

    private static boolean ready(Thread server, URI management) throws InterruptedException {
        HttpRequest probe = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                .timeout(PROBE)
                .build();
        long until = System.nanoTime() + STARTING.toNanos();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE).build()) {
            while (server.isAlive() && System.nanoTime() < until) {
                try {
                    if (client.send(probe, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return true;
                    }
                } catch (IOException _) {
                    // Not listening yet.
                }
                Thread.sleep(100);
            }
        }
        return false;
    }

    /** Trusts the temporary authority of this run's webhook, and nothing else. */
    private static SSLContext trusting() throws IOException, GeneralSecurityException {
        Path authority = Path.of(System.getProperty("plinth.tls-directory", "")).resolve("ca.crt");
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("plinth-" + trusted.size(), certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Demonstration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program is incomplete: no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException _) {
            // It is in the directory for temporary files, and holds nothing that matters.
        }
    }
}
