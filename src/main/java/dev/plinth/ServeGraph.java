package dev.plinth;

import dev.plinth.admission.PolicyAdmission;
import dev.plinth.admission.Webhook;
import dev.plinth.admission.WorkloadAdmission;
import dev.plinth.endpoint.ClientCertificates;
import dev.plinth.endpoint.ClientCheck;
import dev.plinth.metrics.AuditMetrics;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.report.Replica;
import dev.plinth.report.ReportPage;
import dev.plinth.report.ReportRoutes;
import dev.plinth.report.ReportSources;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.serving.DocumentsInForce;
import dev.plinth.serving.News;
import dev.plinth.serving.ServingCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The webhook's object graph: plain objects, put together here, which CDI holds and does not make. Begins and ends with the server. */
@Singleton
class ServeGraph {

    private static final Logger LOG = Logger.getLogger(ServeGraph.class);

    private final ServeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService patientThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("review-", 0).factory());
    private final List<AutoCloseable> closing = new ArrayList<>();

    private final ClientCheck clients;
    private final Judging judging;
    private final DocumentsInForce documents;
    private final ServingCertificate certificate;
    private final Cluster cluster;
    private final Webhook webhook;
    private final ReportRoutes report;

    private final Runnable beginAudit;
    private volatile Cluster.@Nullable Audit audit;
    private volatile boolean started;
    private volatile boolean warm;

    ServeGraph(
            ServeConfig config,
            Vertx vertx,
            MeterRegistry meters,
            ServerKey key,
            ClientCheck clients,
            Instance<KubernetesClient> kubernetes,
            Instance<Redis> redis) {
        this.config = config;
        this.clients = clients;
        Telling telling = Telling.by(meters, clock);
        cluster = new Cluster(config, config.policyConfigMap().isPresent() ? kubernetes.get() : null, clock);
        News news = new News(telling.program(), clock, cluster::complainOfPolicy, key::serve);
        certificate = new ServingCertificate(Path.of(config.tlsDirectory()), clock, news);
        closing.add(certificate);
        // Not even made unless it is wanted.
        SharedStore shared =
                config.cacheRedisUrl().map(_ -> Judging.sharedIn(redis.get())).orElse(null);
        judging = new Judging(config, vertx, cluster, telling, shared, clock);
        closing.add(judging);
        documents = new DocumentsInForce((_, registries) -> judging.install(registries), news);
        webhook = new Webhook(
                new WorkloadAdmission(
                        judging.reviews(),
                        documents::policy,
                        cluster::labelsOf,
                        telling.ofReviews(cluster.findingEvents(), this::isWarm),
                        telling.reviews()::unreviewed),
                new PolicyAdmission(DocumentsInForce::check),
                telling.reviews()::unreviewed,
                patientThreads);
        AuditMetrics auditMetrics = new AuditMetrics(meters);
        beginAudit =
                () -> audit = cluster.audit(judging.engine()::reviewer, documents::policy, auditMetrics::looked, clock)
                        .orElse(null);
        report = new ReportRoutes(
                new ReportPage(new ReportSources(
                        this::audited,
                        documents::policy,
                        judging::catalogue,
                        telling.refusals(),
                        telling.registryHealth(),
                        this::replica,
                        clock)),
                config.reportAccess() == ServeConfig.ReportAccess.LOOPBACK);
    }

    /** Begins to follow the documents and to serve a certificate; does not wait for either. */
    void start() {
        if (!cluster.follow(documents)) {
            closing.add(FollowedFiles.documents(config, documents));
        }
        switch (config.certificateMode()) {
            case TEMPORARY -> {
                certificate.serveTemporary();
                LOG.infof("The certificate is temporary; clients may check it by %s/ca.crt", config.tlsDirectory());
            }
            case SELF_MANAGED -> cluster.tend(certificate, clock);
            case FILES -> FollowedFiles.certificate(config, certificate).ifPresent(closing::add);
        }
        FollowedFiles.clientAuthorities(config, clients.authorities()).ifPresent(closing::add);
        started = true;
    }

    /** From now on it is ready, as far as warmth goes; only then is there time for the catalogue and an audit. */
    void warmed() {
        warm = true;
        judging.rehearsed();
        beginAudit.run();
    }

    void begin(@Observes StartupEvent event) {
        start();
    }

    /** The management port serves no Jakarta REST, so that the report brings its own routes. */
    void addReport(@Observes ManagementInterface management) {
        report.addTo(management.router());
    }

    void end(@Observes ShutdownEvent event) {
        stop();
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

    /** Not of an instance: the server is set up before the graph is. */
    @Produces
    @Singleton
    static ClientCertificates answered(ServeConfig config) {
        return config.clientCa().isEmpty()
                ? ClientCertificates.NONE
                : new ClientCertificates(true, Set.copyOf(config.clientNames().orElse(List.of())));
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
}
