package dev.plinth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the webhook is started: {@code PLINTH_…} variables, or the options of {@code plinth serve}. Each is documented in
 * {@code docs/configuration.md}.
 */
@ConfigMapping(prefix = "plinth")
public interface ServeConfig {

    /** Namespace that the program runs in; empty outside a cluster. */
    Optional<String> namespace();

    /** Name of the pod that the program runs in, for leases and Events. */
    Optional<String> podName();

    /** Name of the ConfigMap with the policy, in the program's namespace. */
    Optional<String> policyConfigMap();

    /** File with the policy, outside a cluster. */
    Optional<String> policy();

    /** File with the registry document. */
    Optional<String> registries();

    /** File with a catalogue of known bases, read beside the shipped one. */
    Optional<String> catalog();

    /** OCI reference of a catalogue of known bases, read beside the shipped one. */
    Optional<String> catalogReference();

    /** Time between two looks at the catalogue's reference and at the operator's own bases. */
    @WithDefault("6H")
    Duration catalogInterval();

    /** Who makes the serving certificate. */
    @WithDefault("temporary")
    CertificateMode certificateMode();

    /** Name of the Secret in which the program keeps its own certificate. */
    Optional<String> certificateSecret();

    /** Names that its own certificate is for. */
    Optional<List<String>> certificateDnsNames();

    /** Name of the webhook configuration whose caBundle follows its own certificate. */
    Optional<String> webhookConfiguration();

    /** File with the certificate chain (PEM). */
    Optional<String> tlsCert();

    /** File with the private key (PEM, PKCS #8). */
    Optional<String> tlsKey();

    /** File with the authorities (PEM) of clients' certificates; empty: clients need none. */
    Optional<String> clientCa();

    /** Common names of the clients' certificates that are answered; empty: every one of these authorities. */
    Optional<List<String>> clientNames();

    /** Directory from which the server reads its certificate; made at start. */
    String tlsDirectory();

    /** HTTPS port of the webhook. */
    @WithDefault("8443")
    int port();

    /** HTTP port of health, metrics and report. */
    @WithDefault("9000")
    int managementPort();

    /** Whether pods' own pull secrets are read. */
    @WithDefault("false")
    boolean registryPullSecrets();

    /** Redis or Valkey in which replicas remember documents together; empty: each remembers for itself. */
    Optional<String> cacheRedisUrl();

    /** File with the authorities (PEM) by which that server's certificate is checked; empty: the system's. */
    Optional<String> cacheRedisCaFile();

    /** Whether labels of namespaces are watched. */
    @WithDefault("false")
    boolean namespaceLabels();

    /** Platforms to judge for where a pod does not say; empty in a cluster: those of its nodes. */
    Optional<List<String>> platforms();

    /** Whether findings stand as Events on the objects that people look at. */
    @WithDefault("false")
    boolean events();

    /** Whether what runs is judged too. */
    @WithDefault("false")
    boolean audit();

    /** Time between two looks of the audit. */
    @WithDefault("15M")
    Duration auditInterval();

    /** Name of the Lease by which replicas agree on the one that audits. */
    @WithDefault("plinth-audit")
    String auditLease();

    /** Who may read the report. */
    @WithDefault("loopback")
    ReportAccess reportAccess();

    /** Who makes the serving certificate. */
    enum CertificateMode {
        /** The program, for as long as it runs: for trying out. */
        TEMPORARY,
        /** The program, kept in a Secret and renewed. */
        SELF_MANAGED,
        /** Somebody else; it is read from files. */
        FILES
    }

    /** Who may read the report. */
    enum ReportAccess {
        /** Clients on the loopback interface, as {@code kubectl port-forward} is. */
        LOOPBACK,
        /** Whoever reaches the port. */
        ANY
    }
}
