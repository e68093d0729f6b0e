package dev.plinth;

import dev.plinth.certificates.Renewal;
import dev.plinth.codec.Json;
import dev.plinth.image.Platform;
import dev.plinth.kubernetes.CaBundle;
import dev.plinth.kubernetes.CertificateSecret;
import dev.plinth.kubernetes.ClientKeys;
import dev.plinth.kubernetes.ClusterFleet;
import dev.plinth.kubernetes.EventRecorder;
import dev.plinth.kubernetes.FindingEvents;
import dev.plinth.kubernetes.Leadership;
import dev.plinth.kubernetes.NamespaceLabels;
import dev.plinth.kubernetes.NodePlatforms;
import dev.plinth.kubernetes.Owners;
import dev.plinth.kubernetes.PolicyConfigMap;
import dev.plinth.kubernetes.PullSecrets;
import dev.plinth.kubernetes.UnreadSecrets;
import dev.plinth.memory.CaffeineCache;
import dev.plinth.review.ReviewListener;
import dev.plinth.review.Reviewer;
import dev.plinth.review.audit.AuditReport;
import dev.plinth.review.audit.Auditor;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.workload.PolicyInForce;
import dev.plinth.serving.BackgroundAudit;
import dev.plinth.serving.DocumentsInForce;
import dev.plinth.serving.SelfManagedCertificate;
import dev.plinth.serving.ServingCertificate;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The cluster that the webhook runs in, as far as it was given rights; or none, where its documents come from files. */
final class Cluster implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Cluster.class);

    private static final int HELD_SECRETS = 1_000;

    private final ServeConfig config;
    private final @Nullable KubernetesClient client;
    private final List<Platform> configured;
    private final @Nullable NamespaceLabels labels;
    private final @Nullable NodePlatforms nodes;
    private final @Nullable EventRecorder events;
    private final List<AutoCloseable> closing = new ArrayList<>();

    /**
     * @param client null outside a cluster
     */
    Cluster(ServeConfig config, @Nullable KubernetesClient client, InstantSource clock) {
        this.config = config;
        this.client = client;
        this.configured = config.platforms().orElse(List.of()).stream()
                .map(Platform::parse)
                .toList();
        this.labels = client != null && config.namespaceLabels() ? closed(new NamespaceLabels(client)) : null;
        this.nodes = client != null && configured.isEmpty() ? closed(new NodePlatforms(client)) : null;
        this.events = client != null && config.events()
                ? closed(new EventRecorder(
                        client, name(), clock, config.audit() ? new Owners(client)::topmost : object -> object))
                : null;
    }

    /** Has the client take the same keys of a kubeconfig as that of the commands does. */
    @Singleton
    static final class Keys implements KubernetesConfigCustomizer {

        @Override
        public void customize(Config kubeconfig) {
            try {
                ClientKeys.name(kubeconfig);
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    private <T extends AutoCloseable> T closed(T resource) {
        closing.add(resource);
        return resource;
    }

    /** Labels of a namespace; null where they are not known. */
    @Nullable
    Map<String, String> labelsOf(String namespace) {
        return labels == null ? null : labels.of(namespace);
    }

    /** Platforms to judge for where a pod does not say; empty: every one of an image. */
    List<Platform> platforms() {
        return nodes == null ? configured : nodes.all();
    }

    /** The credentials that pods name. */
    Keychain keychain() {
        if (client == null || !config.registryPullSecrets()) {
            return new UnreadSecrets();
        }
        return new PullSecrets(
                client, new Json(), CaffeineCache.ofEntries(HELD_SECRETS), CaffeineCache.ofEntries(HELD_SECRETS));
    }

    /** Writes findings as Events; empty if it is not to. */
    Optional<ReviewListener> findingEvents() {
        return Optional.ofNullable(events).map(FindingEvents::new);
    }

    /** Follows the policy's ConfigMap; false if there is none to follow. */
    boolean follow(DocumentsInForce documents) {
        Optional<String> name = config.policyConfigMap();
        if (client == null || name.isEmpty()) {
            return false;
        }
        String namespace = config.namespace().orElse("default");
        String source = "ConfigMap " + namespace + "/" + name.get();
        closed(PolicyConfigMap.watch(client, namespace, name.get(), new PolicyConfigMap.Listener() {
            @Override
            public void changed(Map<String, String> data) {
                documents.take(data, source);
            }

            @Override
            public void deleted() {
                documents.gone(source);
            }
        }));
        return true;
    }

    /** Says of the policy's ConfigMap that it is not taken up. */
    void complainOfPolicy(String message) {
        if (events != null && config.policyConfigMap().isPresent()) {
            events.note(
                    new ObjectReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withNamespace(config.namespace().orElse("default"))
                            .withName(config.policyConfigMap().get())
                            .build(),
                    "Warning",
                    "PolicyRefused",
                    message);
        }
    }

    /**
     * The audit of this replica.
     *
     * @param looks that it makes while it is its turn
     * @param turns who makes them
     */
    record Audit(BackgroundAudit looks, Leadership turns) {}

    /**
     * Audits what runs, from now on, whenever it is this replica's turn; empty if it is not to.
     *
     * @param listener hears of each finished look
     */
    Optional<Audit> audit(
            Supplier<Reviewer> reviewer,
            Supplier<Optional<PolicyInForce>> policy,
            Consumer<AuditReport> listener,
            InstantSource clock) {
        if (!audits()) {
            return Optional.empty();
        }
        KubernetesClient asked = Objects.requireNonNull(client);
        Supplier<PolicyInForce> inForce =
                () -> policy.get().orElseThrow(() -> new IllegalStateException("no policy is in force yet"));
        Auditor auditor = new Auditor(
                new ClusterFleet(asked, Json.ofCluster(), () -> inForce.get().workloads(), this::labelsOf),
                reviewer,
                inForce,
                Auditor.Pace.DEFAULT,
                clock);
        BackgroundAudit looks = closed(new BackgroundAudit(auditor, config.auditInterval(), listener));
        Leadership turns = closed(new Leadership(
                asked, config.namespace().orElse("default"), config.auditLease(), name(), new Leadership.Listener() {
                    @Override
                    public void gained() {
                        looks.begin();
                    }

                    @Override
                    public void lost() {
                        looks.end();
                    }
                }));
        return Optional.of(new Audit(looks, turns));
    }

    /** Whether what runs is judged too, by this replica or another. */
    boolean audits() {
        return client != null && config.audit();
    }

    /** The replica's name. */
    String name() {
        return config.podName().orElse("plinth");
    }

    /** Keeps the program's own certificate in its Secret. */
    void tend(ServingCertificate certificate, InstantSource clock) {
        if (client == null
                || config.certificateSecret().isEmpty()
                || config.webhookConfiguration().isEmpty()
                || config.certificateDnsNames().isEmpty()) {
            certificate.refuse(
                    "PLINTH_CERTIFICATE_SECRET, PLINTH_CERTIFICATE_DNS_NAMES and PLINTH_WEBHOOK_CONFIGURATION"
                            + " must be set for a certificate that the program manages in its cluster");
            return;
        }
        closed(new SelfManagedCertificate(
                        new CertificateSecret(
                                client,
                                config.namespace().orElse("default"),
                                config.certificateSecret().get()),
                        new CaBundle(client, config.webhookConfiguration().get()),
                        new Renewal(config.certificateDnsNames().get()),
                        certificate,
                        clock)
                .start());
    }

    @Override
    public void close() {
        for (AutoCloseable resource : closing.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.debug("Closing", e);
            }
        }
    }
}
