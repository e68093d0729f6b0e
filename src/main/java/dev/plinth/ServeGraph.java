package dev.plinth;

import dev.plinth.admission.PolicyAdmission;
import dev.plinth.admission.PolicyAdmission.DocumentProblem;
import dev.plinth.admission.Webhook;
import dev.plinth.admission.WorkloadAdmission;
import dev.plinth.base.Catalogue;
import dev.plinth.base.Content;
import dev.plinth.base.Unavailable;
import dev.plinth.catalogue.ShippedCatalogue;
import dev.plinth.certificates.KeyedCertificate;
import dev.plinth.codec.PolicyDocument;
import dev.plinth.image.Descriptor;
import dev.plinth.image.ImageReference;
import dev.plinth.metrics.ProgramMetrics;
import dev.plinth.metrics.RegistryMetrics;
import dev.plinth.metrics.RegistryNames;
import dev.plinth.metrics.ReviewMetrics;
import dev.plinth.policy.Exemption;
import dev.plinth.registry.Registries;
import dev.plinth.registry.auth.OperatorKeychain;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.advice.AdviceDesk;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.UnavailableException;
import dev.plinth.review.workload.PolicyInForce;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

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

    private volatile boolean started;
    private volatile boolean warm;

    ServeGraph(
            ServeConfig config,
            Vertx vertx,
            MeterRegistry meters,
            ServerBucket bucket,
            Instance<KubernetesClient> kubernetes) {
        this.config = config;
        RegistryNames registryNames = new RegistryNames();
        ReviewMetrics reviewMetrics = new ReviewMetrics(meters, registryNames);
        metrics = new ProgramMetrics(meters);
        certificate = new ServingCertificate(Path.of(config.tlsDirectory()), clock, new CertificateNews(bucket));
        cluster = new Cluster(config, config.policyConfigMap().isPresent() ? kubernetes.get() : null, clock);
        Catalogue catalogue = ShippedCatalogue.catalogue();
        metrics.catalogue(catalogue.built(), catalogue.chains());
        RegistryMetrics registryMetrics = new RegistryMetrics(meters, registryNames);
        ProxySettings environment = ProxySettings.fromEnvironment(System.getenv());
        EngineInForce engine = new EngineInForce(
                settings -> Registries.connect(
                        vertx,
                        settings,
                        environment,
                        cluster.keychain().then(new OperatorKeychain(settings)),
                        registryMetrics),
                new ReviewerMaker(
                        catalogue, AdviceDesk.NONE, ServeGraph::unreadLayers, false, cluster::platforms, clock));
        closing.add(engine);
        documents = new DocumentsInForce(
                (_, registries) -> {
                    registryNames.configure(registries.hosts().keySet());
                    engine.install(registries);
                },
                new DocumentNews());
        webhook = new Webhook(
                new WorkloadAdmission(
                        engine,
                        documents::policy,
                        cluster::labelsOf,
                        listener(reviewMetrics),
                        reviewMetrics::unreviewed),
                new PolicyAdmission(DocumentsInForce::check),
                reviewMetrics::unreviewed,
                patientThreads);
    }

    private static Content unreadLayers(ImageReference repository, List<Descriptor> layers, Exchange exchange)
            throws UnavailableException {
        throw new UnavailableException(
                Unavailable.of(Unavailable.Reason.UNSUPPORTED, null, "the content of layers is not read"));
    }

    private ReviewListener listener(ReviewMetrics reviewMetrics) {
        List<ReviewListener> all = new ArrayList<>(List.of(reviewMetrics, new FindingLog()));
        cluster.findingEvents().ifPresent(all::add);
        return (request, review, took) -> {
            if (request.dryRun() && !warm) {
                return;
            }
            for (ReviewListener listener : all) {
                try {
                    listener.reviewed(request, review, took);
                } catch (RuntimeException e) {
                    // What is told of a review must not cost the review.
                    LOG.error("A listener of reviews failed; this is a defect of Plinth", e);
                }
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

    /** From now on it is ready, as far as warmth goes. */
    void warmed() {
        warm = true;
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

    /** What becomes of documents, to log, metrics and Events. */
    private final class DocumentNews implements DocumentsInForce.Listener {

        @Override
        public void accepted(PolicyInForce policy) {
            metrics.policyAccepted(clock.instant(), policy.policy().rules().size());
            tellExemptions(policy);
            LOG.infof(
                    "Judging by %s, version %s, %d rules",
                    policy.source(), policy.version(), policy.policy().rules().size());
        }

        private void tellExemptions(PolicyInForce policy) {
            Map<String, Supplier<Number>> daysLeft = new LinkedHashMap<>();
            for (Exemption exemption : policy.policy().exemptions()) {
                if (exemption.expires() != null) {
                    daysLeft.put(
                            exemption.id(), () -> exemption.daysLeft(today()).orElse(0));
                }
            }
            metrics.exemptions(daysLeft);
            policy.policy().expiring(today()).forEach(exemption -> LOG.warn(exemption.notice(today())));
        }

        private LocalDate today() {
            return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        }

        @Override
        public void refused(String source, List<DocumentProblem> problems, boolean nothingInForce) {
            metrics.policyRefused();
            String all = problems.stream().map(DocumentProblem::toString).collect(Collectors.joining("; "));
            LOG.errorf("%s is not valid and not taken up, %s: %s", source, consequence(nothingInForce), all);
            cluster.complainOfPolicy("not taken up, " + consequence(nothingInForce) + ": " + all);
        }

        @Override
        public void gone(String source, boolean nothingInForce) {
            metrics.policyGone();
            LOG.errorf("%s does not exist, %s", source, consequence(nothingInForce));
        }

        private static String consequence(boolean nothingInForce) {
            return nothingInForce ? "nothing is judged yet" : "the last good documents stay in force";
        }
    }

    /** What becomes of certificates, to the server and metrics. */
    private final class CertificateNews implements ServingCertificate.Listener {

        private final ServerBucket bucket;

        CertificateNews(ServerBucket bucket) {
            this.bucket = bucket;
        }

        @Override
        public void accepted(KeyedCertificate served) {
            bucket.reload();
            metrics.certificateServed(served.notAfter());
        }

        @Override
        public void refused(String why) {
            metrics.certificateRefused();
        }
    }
}
