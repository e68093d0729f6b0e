package dev.plinth.commands;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.cli.workbench.Catalogues;
import dev.plinth.cli.workbench.Cluster;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.DemoSettings;
import dev.plinth.cli.workbench.Doctor;
import dev.plinth.cli.workbench.Engine;
import dev.plinth.cli.workbench.ServeSettings;
import dev.plinth.cli.workbench.Settings;
import dev.plinth.cli.workbench.Workbench;
import dev.plinth.codec.AdviceDocument;
import dev.plinth.codec.Json;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.kubernetes.ContextCluster;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.auth.DockerConfigKeychain;
import dev.plinth.registry.auth.OperatorKeychain;
import dev.plinth.registry.checkup.RegistryCheckup;
import dev.plinth.registry.http.VertxWire;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.audit.Fleet;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.serving.ReviewerMaker;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands' object graph: plain objects, put together here without Quarkus, so that a command answers at once. */
public final class CommandLineGraph implements Workbench {

    private static final String REGISTRIES = "PLINTH_REGISTRIES";

    private final Map<String, String> environment;
    private final ToIntFunction<ServeSettings> serving;
    private final ToIntFunction<DemoSettings> demonstrating;

    /**
     * @param environment the program's
     * @param serving runs the webhook; the exit code
     * @param demonstrating runs the demonstration; the exit code
     */
    public CommandLineGraph(
            Map<String, String> environment,
            ToIntFunction<ServeSettings> serving,
            ToIntFunction<DemoSettings> demonstrating) {
        this.environment = Map.copyOf(environment);
        this.serving = serving;
        this.demonstrating = demonstrating;
    }

    @Override
    public String policyText(@Nullable Path file) throws CommandException {
        return file == null ? PolicyDocument.builtIn() : read(file);
    }

    @Override
    public PolicyInForce policy(@Nullable Path file) throws CommandException {
        String source = file == null ? "the built-in policy" : "file " + file;
        return valid(source, PolicyDocument.read(policyText(file), source));
    }

    private RegistrySettings registries(Settings settings) throws CommandException {
        String named = environment.getOrDefault(REGISTRIES, "");
        Path file = settings.registries() != null ? settings.registries() : named.isEmpty() ? null : Path.of(named);
        if (file == null) {
            return RegistrySettings.DEFAULT;
        }
        Node document = valid(file.toString(), Yaml.read(read(file)));
        return valid(file.toString(), RegistrySettings.read(document));
    }

    @Override
    public Engine engine(Settings settings) throws CommandException {
        PolicyInForce policy = policy(settings.policy());
        RegistrySettings registries = registries(settings);
        Reading reading = reading(settings, registries);
        ReviewerMaker maker = new ReviewerMaker(
                catalogue(reading, settings),
                AdviceDocument.builtIn(),
                true,
                settings::platforms,
                InstantSource.system());
        return new CommandLineEngine(
                settings,
                policy,
                maker.reviewer(reading.images(), registries),
                source -> maker.inspector(source, registries),
                reading);
    }

    @Override
    public Catalogues catalogues(Settings settings) throws CommandException {
        RegistrySettings registries = registries(settings);
        Reading reading = reading(settings, registries);
        return new KeptCatalogues(reading, catalogue(reading, settings), registries.bases());
    }

    private Reading reading(Settings settings, RegistrySettings registries) {
        return new Reading(settings, registries, proxies(), keychain(registries), cacheDirectory());
    }

    private static Catalogue catalogue(Reading reading, Settings settings) throws CommandException {
        try {
            return reading.catalogue(settings);
        } catch (CommandException e) {
            reading.close();
            throw e;
        }
    }

    /** XDG Base Directory Specification: what can be made anew is kept below the cache's home. */
    private Path cacheDirectory() {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isEmpty() ? home().resolve(".cache") : Path.of(cache)).resolve("plinth");
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", ""));
    }

    private ProxySettings proxies() {
        return ProxySettings.fromEnvironment(environment);
    }

    /** The operator's declared credentials, then those of the person at the keyboard. */
    private Keychain keychain(RegistrySettings registries) {
        return new OperatorKeychain(registries)
                .then(new DockerConfigKeychain(DockerConfigKeychain.usual(environment, home())));
    }

    @Override
    public Doctor doctor(Settings settings) throws CommandException {
        RegistrySettings registries = registries(settings);
        Vertx vertx = Reading.vertx();
        VertxWire connections =
                new VertxWire(vertx, Resolver.SYSTEM, registries.proxy() == null ? proxies() : registries.proxy());
        RegistryCheckup checkup = new RegistryCheckup(
                registries, connections, keychain(registries), settings.timeout(), InstantSource.system());
        return new RegistryDoctor(checkup, List.of(connections, () -> Reading.closed(vertx)));
    }

    @Override
    public Doctor webhookDoctor(Settings settings, @Nullable Path authority) throws CommandException {
        if (authority == null) {
            return new WebhookDoctor(null, settings.timeout());
        }
        try {
            return new WebhookDoctor(Trust.in(read(authority)), settings.timeout());
        } catch (GeneralSecurityException e) {
            throw new CommandException(authority + " holds no certificates: " + e.getMessage());
        }
    }

    @Override
    public Cluster cluster() throws CommandException {
        ContextCluster connected;
        try {
            connected = ContextCluster.connect(Json.ofCluster());
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        return new Cluster() {
            @Override
            public Fleet fleet() {
                return connected.fleet();
            }

            @Override
            public void close() {
                connected.close();
            }
        };
    }

    @Override
    public int serve(ServeSettings settings) {
        return serving.applyAsInt(settings);
    }

    @Override
    public int demo(DemoSettings settings) {
        return demonstrating.applyAsInt(settings);
    }

    @Override
    public String version() {
        // The manifest of the program's own jar; classes that were never packed have none.
        String version = CommandLineGraph.class.getPackage().getImplementationVersion();
        return version == null ? "of no release" : version;
    }

    private static String read(Path file) throws CommandException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new CommandException(file + ": no such file");
        } catch (CharacterCodingException _) {
            throw new CommandException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static <T> T valid(String source, Parsed<T> parsed) throws CommandException {
        return switch (parsed) {
            case Parsed.Valid<T>(T value) -> value;
            case Parsed.Invalid<T>(List<Problem> problems) ->
                throw new CommandException(source + " is not valid:"
                        + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        };
    }
}
