package dev.plinth;

import dev.plinth.admission.Reviews;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.codec.AdviceDocument;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.Registries;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.auth.OperatorKeychain;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.registry.shared.RedisStore;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.serving.CatalogueInForce;
import dev.plinth.serving.CatalogueTending;
import dev.plinth.serving.EngineInForce;
import dev.plinth.serving.ReviewerMaker;
import dev.plinth.serving.rehearsal.MadeUpImages;
import dev.plinth.serving.rehearsal.Rehearsal;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What judges images: registries as the registry document in force says, the catalogue in force, and who keeps that up to date. */
final class Judging implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Judging.class);

    private final Telling telling;
    private final CatalogueInForce catalogue = new CatalogueInForce(ShippedCatalogue.catalogue());
    private final EngineInForce engine;
    private final Rehearsal rehearsal;
    private final CatalogueTending tending;

    /**
     * @param shared what replicas share, null without
     */
    Judging(
            ServeConfig config,
            Vertx vertx,
            Cluster cluster,
            Telling telling,
            @Nullable SharedStore shared,
            InstantSource clock) {
        this.telling = telling;
        telling.program().catalogue(catalogue.built(), catalogue.chains());
        ProxySettings environment = ProxySettings.fromEnvironment(System.getenv());
        ReviewerMaker maker = new ReviewerMaker(catalogue, AdviceDocument.builtIn(), false, cluster::platforms, clock);
        engine = new EngineInForce(
                settings -> Registries.connect(
                        vertx,
                        settings,
                        environment,
                        Resolver.SYSTEM,
                        cluster.keychain().then(new OperatorKeychain(settings)),
                        telling.registries(),
                        shared),
                maker);
        rehearsal = new Rehearsal(engine, maker.reviewer(new MadeUpImages(), RegistrySettings.DEFAULT));
        tending = new CatalogueTending(
                new CatalogueTending.Sources(
                        config.catalog().map(Path::of).orElse(null),
                        catalogueReference(config),
                        config.catalogInterval()),
                () -> engine.reading()
                        .map(reading -> new CatalogueTending.Kept(
                                maker.catalogueStore(
                                        // The program's own directory: it starts anew with the shipped one.
                                        Path.of(config.tlsDirectory()).resolve("catalogue"),
                                        reading.registries().images(),
                                        reading.registries().artifacts(),
                                        reading.settings()),
                                reading.settings().bases())),
                found -> {
                    telling.program().catalogue(found.built(), found.chains());
                    if (catalogue.replace(found)) {
                        engine.renew();
                    }
                });
    }

    static SharedStore sharedIn(Redis redis) {
        RedisStore store = new RedisStore(redis);
        store.connect();
        return store;
    }

    /** A reference that does not parse is no reason to judge nothing. */
    private static @Nullable ImageReference catalogueReference(ServeConfig config) {
        try {
            return config.catalogReference().map(ImageReference::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            LOG.errorf("The catalogue's reference is left out: %s", e.getMessage());
            return null;
        }
    }

    /** From now on registries are asked as these settings say. */
    void install(RegistrySettings registries) {
        telling.registryNames().configure(registries.hosts().keySet());
        engine.install(registries);
    }

    /** Ends the rehearsal, and begins to look for newer bases, now and then. */
    void rehearsed() {
        rehearsal.end();
        tending.begin();
    }

    /** Who judges what the webhook is asked. */
    Reviews reviews() {
        return rehearsal;
    }

    EngineInForce engine() {
        return engine;
    }

    CatalogueInForce catalogue() {
        return catalogue;
    }

    @Override
    public void close() {
        tending.close();
        engine.close();
    }
}
