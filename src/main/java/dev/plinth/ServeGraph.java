package dev.plinth;

import dev.plinth.admission.PolicyAdmission;
import dev.plinth.admission.Webhook;
import dev.plinth.admission.WorkloadAdmission;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.codec.AdviceDocument;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.image.ImageReference;
import dev.plinth.metrics.AuditMetrics;
import dev.plinth.metrics.ProgramMetrics;
import dev.plinth.metrics.RegistryMetrics;
import dev.plinth.metrics.RegistryNames;
import dev.plinth.metrics.ReviewMetrics;
import dev.plinth.registry.Registries;
import dev.plinth.registry.auth.OperatorKeychain;
import dev.plinth.registry.http.Resolver;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.shared.RedisStore;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.report.RecentRefusals;
import dev.plinth.report.RegistryHealth;
import dev.plinth.report.Replica;
import dev.plinth.report.ReportPage;
import dev.plinth.report.ReportRoutes;
import dev.plinth.report.ReportSources;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.serving.CatalogueInForce;
import dev.plinth.serving.CatalogueTending;
import dev.plinth.serving.DocumentsInForce;
import dev.plinth.serving.EngineInForce;
import dev.plinth.serving.FileWatch;
import dev.plinth.serving.FindingLog;
import dev.plinth.serving.Listeners;
import dev.plinth.serving.News;
import dev.plinth.serving.ReviewerMaker;
import dev.plinth.serving.ServingCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The webhook's object graph: plain objects, put together here, which CDI holds and does not make. */
@Singleton
class ServeGraph {

    private static final Logger LOG = Logger.getLogger(ServeGraph.class);

    private final ServeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService patientThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("review-", 0).factory());
    private final List<AutoCloseable> closing = new ArrayList<>();

    private final ProgramMetrics metrics;
    private final DocumentsInForce documents;
    private final ServingCertificate certificate;
    private final Cluster cluster;
    private final Webhook webhook;
    private final ReportRoutes report;

    private final CatalogueTending tending;
    private final Runnable beginAudit;
    private volatile Cluster.@Nullable Audit audit;
    private volatile boolean started;
    private volatile boolean warm;

    ServeGraph(
            ServeConfig config,
            Vertx vertx,
            MeterRegistry meters,
            ServerKey key,
            Instance<KubernetesClient> kubernetes,
            Instance<Redis> redis) {
        this.config = config;
        RegistryNames registryNames = new RegistryNames();
        ReviewMetrics reviewMetrics = new ReviewMetrics(meters, registryNames);
        metrics = new ProgramMetrics(meters);
        cluster = new Cluster(config, config.policyConfigMap().isPresent() ? kubernetes.get() : null, clock);
        News news = new News(metrics, clock, cluster::complainOfPolicy, key::serve);
        certificate = new ServingCertificate(Path.of(config.tlsDirectory()), clock, news);
        closing.add(certificate);
        // Not even made unless it is wanted.
        SharedStore shared =
                config.cacheRedisUrl().map(_ -> sharedIn(redis.get())).orElse(null);
        CatalogueInForce catalogue = new CatalogueInForce(ShippedCatalogue.catalogue());
        metrics.catalogue(catalogue.built(), catalogue.chains());
        RecentRefusals refusals = new RecentRefusals(clock);
        RegistryHealth registryHealth = new RegistryHealth();
        RegistryListener registryListener =
                Listeners.ofRegistries(List.of(new RegistryMetrics(meters, registryNames), registryHealth));
        ProxySettings environment = ProxySettings.fromEnvironment(System.getenv());
        ReviewerMaker maker = new ReviewerMaker(catalogue, AdviceDocument.builtIn(), false, cluster::platforms, clock);
        EngineInForce engine = new EngineInForce(
                settings -> Registries.connect(
                        vertx,
                        settings,
                        environment,
                        Resolver.SYSTEM,
                        cluster.keychain().then(new OperatorKeychain(settings)),
                        registryListener,
                        shared),
                maker);
        closing.add(engine);
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
                    metrics.catalogue(found.built(), found.chains());
                    if (catalogue.replace(found)) {
                        engine.renew();
                    }
                });
        closing.add(tending);
        documents = new DocumentsInForce(
                (_, registries) -> {
                    registryNames.configure(registries.hosts().keySet());
                    engine.install(registries);
                },
                news);
        webhook = new Webhook(
                new WorkloadAdmission(
                        engine,
                        documents::policy,
                        cluster::labelsOf,
                        told(reviewMetrics, refusals),
                        reviewMetrics::unreviewed),
                new PolicyAdmission(DocumentsInForce::check),
                reviewMetrics::unreviewed,
                patientThreads);
        AuditMetrics auditMetrics = new AuditMetrics(meters);
        beginAudit = () -> audit = cluster.audit(engine::reviewer, documents::policy, auditMetrics::looked, clock)
                .orElse(null);
        report = new ReportRoutes(
                new ReportPage(new ReportSources(
                        this::audited,
                        documents::policy,
                        () -> catalogue,
                        refusals,
                        registryHealth,
                        this::replica,
                        clock)),
                config.reportAccess() == ServeConfig.ReportAccess.LOOPBACK);
    }

    private static SharedStore sharedIn(Redis redis) {
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

    private ReviewListener told(ReviewMetrics reviewMetrics, ReviewListener refusals) {
        List<ReviewListener> all = new ArrayList<>(List.of(reviewMetrics, new FindingLog(), refusals));
        cluster.findingEvents().ifPresent(all::add);
        ReviewListener together = Listeners.ofReviews(all);
        return (request, review, took) -> {
            // What the program sends itself to warm up is nobody's business.
            if (warm || !request.dryRun()) {
                together.reviewed(request, review, took);
            }
        };
    }

    /** Begins to follow the documents and to serve a certificate; does not wait for either. */
    void start() {
        followDocuments();
        switch (config.certificateMode()) {
            case TEMPORARY -> {
                certificate.serveTemporary();
                LOG.infof("The certificate is temporary; clients may check it by %s/ca.crt", config.tlsDirectory());
            }
            case SELF_MANAGED -> cluster.tend(certificate, clock);
            case FILES -> followCertificateFiles();
        }
        started = true;
    }

    /** From now on it is ready, as far as warmth goes; only then is there time for the catalogue and an audit. */
    void warmed() {
        warm = true;
        tending.begin();
        beginAudit.run();
    }

    private AuditReport audited() {
        Cluster.Audit its = audit;
        return its == null ? AuditReport.none() : its.looks().report();
    }

    private Replica replica() {
        Cluster.Audit its = audit;
        return new Replica(
                cluster.name(),
                config.namespace().orElse("default"),
                config.managementPort(),
                cluster.audits(),
                its == null ? "" : its.turns().leader());
    }

    private void followDocuments() {
        if (cluster.follow(documents)) {
            return;
        }
        Map<String, Path> files = new LinkedHashMap<>();
        config.policy().ifPresent(file -> files.put(DocumentsInForce.POLICY, Path.of(file)));
        config.registries().ifPresent(file -> files.put(DocumentsInForce.REGISTRIES, Path.of(file)));
        String source = config.policy().map(file -> "file " + file).orElse("the built-in policy");
        closing.add(new FileWatch(
                        files,
                        texts -> {
                            Map<String, String> all = new LinkedHashMap<>(texts);
                            all.putIfAbsent(DocumentsInForce.POLICY, PolicyDocument.builtIn());
                            documents.take(all, source);
                        },
                        (file, _) -> documents.gone("file " + file))
                .start());
    }

    private void followCertificateFiles() {
        if (config.tlsCert().isEmpty() || config.tlsKey().isEmpty()) {
            certificate.refuse("both the certificate's file and its key's must be named");
            return;
        }
        closing.add(new FileWatch(
                        Map.of(
                                "chain",
                                Path.of(config.tlsCert().get()),
                                "key",
                                Path.of(config.tlsKey().get())),
                        texts -> certificate.take(texts.getOrDefault("chain", ""), texts.getOrDefault("key", "")),
                        (file, why) -> certificate.refuse(file + " " + why))
                .start());
    }

    /** Ends what was begun; reviews under way have been answered before. */
    void stop() {
        for (AutoCloseable resource : closing) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.debug("Closing", e);
            }
        }
        cluster.close();
        patientThreads.shutdown();
    }

    @Produces
    @Singleton
    Webhook webhook() {
        return webhook;
    }

    ReportRoutes report() {
        return report;
    }

    boolean isStarted() {
        return started;
    }

    boolean isWarm() {
        return warm;
    }

    DocumentsInForce documents() {
        return documents;
    }

    ServingCertificate certificate() {
        return certificate;
    }
}
