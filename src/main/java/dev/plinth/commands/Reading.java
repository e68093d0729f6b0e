package dev.plinth.commands;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.weighing.EvidenceClassifier;
import dev.plinth.catalogue.FileCatalogueStore;
import dev.plinth.cli.workbench.CommandException;
import dev.plinth.cli.workbench.Settings;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.layers.LayerLimits;
import dev.plinth.layers.StreamingLayerReader;
import dev.plinth.registry.Registries;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.reading.PlatformChoice;
import dev.plinth.review.resolution.Resolver;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What reads registries for one command, and the catalogue that goes with it. To be closed. */
final class Reading implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Reading.class);
    private static final Duration CATALOGUE = Duration.ofSeconds(60);

    private final Json json = new Json();
    private final HostAnswers answers = new HostAnswers();
    private final Vertx vertx = vertx();
    private final Registries registries;
    private final FileCatalogueStore store;

    /**
     * @param cacheDirectory where the local catalogue is kept
     */
    Reading(
            Settings settings,
            RegistrySettings document,
            ProxySettings proxies,
            Keychain keychain,
            Path cacheDirectory) {
        registries = Registries.connect(vertx, document, proxies, keychain, answers);
        ImageSource images = registries.images();
        store = new FileCatalogueStore(
                cacheDirectory,
                new Resolver.Sources(images, json, new StreamingLayerReader(images, LayerLimits.DEFAULT)),
                registries.artifacts(),
                new FileCatalogueStore.Judging(
                        catalogue -> new EvidenceClassifier(catalogue, document.identities(), this::decode),
                        platforms(settings),
                        document.identities()),
                InstantSource.system());
    }

    /** Small and quick to start: a command reads a few documents. */
    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** What the catalogue keeps builds of: what was asked for, else what clusters run on. */
    private static PlatformChoice platforms(Settings settings) {
        return new PlatformChoice(
                settings.platforms().isEmpty()
                        ? List.of(Platform.LINUX_AMD64, Platform.of("linux", "arm64"))
                        : settings.platforms());
    }

    ImageSource images() {
        return registries.images();
    }

    FileCatalogueStore store() {
        return store;
    }

    HostAnswers answers() {
        return answers;
    }

    /**
     * The catalogue that the settings name: a file, else a reference, else the shipped and the local one.
     *
     * @throws CommandException if it cannot be read
     */
    Catalogue catalogue(Settings settings) throws CommandException {
        String named = settings.catalogue();
        try {
            if (named == null) {
                return store.load();
            }
            if (Files.exists(Path.of(named))) {
                return store.load(Path.of(named));
            }
            return store.load(ImageReference.parse(named), Exchange.of(Requester.OPERATOR, Deadline.after(CATALOGUE)));
        } catch (IllegalArgumentException e) {
            throw new CommandException(named + " is neither a file nor a reference: " + e.getMessage());
        } catch (UnavailableException | IOException e) {
            throw new CommandException("the catalogue cannot be read: " + e.getMessage());
        }
    }

    private Optional<Node> decode(String text) {
        try {
            return Optional.of(json.json(text.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        registries.close();
        closed(vertx);
    }

    static void closed(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            LOG.debug("Closing", e);
        }
    }
}
