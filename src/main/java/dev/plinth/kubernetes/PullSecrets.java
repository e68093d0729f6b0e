package dev.plinth.kubernetes;

import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.DockerConfig;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Cache;
import dev.plinth.review.source.Documents;
import dev.plinth.review.source.Requester;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Credentials as the kubelet finds them: those that the pod names, in its own namespace and nowhere else, else those of its service
 * account. Held briefly, so that a burst of pods costs one read, and a changed secret counts soon; and for longer where the API server does
 * not answer, so that what was judged goes on being judged.
 */
public final class PullSecrets implements Keychain {

    private static final Duration HELD = Duration.ofSeconds(30);

    /** While the API server does not answer, since what was read last: it can hardly have been changed either. */
    private static final Duration KEPT = Duration.ofHours(1);

    /** Until an API server that does not answer is asked again for what is known. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** A review waits for it; the library's own patience goes beyond every review's. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The API server has answered, but cannot tell. */
    private static final int UNWELL = 500;

    /** As the kubelet limits nothing here, a hostile pod could name thousands. */
    private static final int MOST_SECRETS = 20;

    private static final Map<String, String> KEYS = Map.of(
            "kubernetes.io/dockerconfigjson", ".dockerconfigjson",
            "kubernetes.io/dockercfg", ".dockercfg");

    private final KubernetesClient client;
    private final RequestConfig patience;
    private final Documents documents;
    private final LongSupplier nanos;
    private final Cache<Named, Held<DockerConfig>> secrets;
    private final Cache<Named, Held<List<String>>> accounts;

    /**
     * @param secrets holds what was read, by namespace and name
     * @param accounts holds the pull secrets that service accounts name
     */
    public PullSecrets(
            KubernetesClient client,
            Documents documents,
            Cache<Named, Held<DockerConfig>> secrets,
            Cache<Named, Held<List<String>>> accounts) {
        this(client, documents, System::nanoTime, secrets, accounts);
    }

    PullSecrets(
            KubernetesClient client,
            Documents documents,
            LongSupplier nanos,
            Cache<Named, Held<DockerConfig>> secrets,
            Cache<Named, Held<List<String>>> accounts) {
        this.client = client;
        this.patience = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestTimeout((int) PATIENCE.toMillis())
                .withRequestRetryBackoffLimit(0)
                .build();
        this.documents = documents;
        this.nanos = nanos;
        this.secrets = secrets;
        this.accounts = accounts;
    }

    /** An object of a namespace. */
    public record Named(String namespace, String name) {}

    /** What was read, or why it was not. */
    public sealed interface Found<T> {

        /** It was read. */
        record Read<T>(T value) implements Found<T> {}

        /** It is a fault that people should hear of, without secrets. */
        record Fault<T>(String text) implements Found<T> {}
    }

    /**
     * What was read last.
     *
     * @param freshUntil when it is to be read again, of the clock that was given
     */
    public record Held<T>(Found<T> found, long freshUntil) {}

    @Override
    public PullCredentials find(Requester requester, ImageReference repository) {
        if (requester.namespace().isEmpty()) {
            return PullCredentials.NONE;
        }
        Set<String> names = new LinkedHashSet<>(requester.pullSecrets());
        List<String> faults = new ArrayList<>();
        // The admission of service accounts puts theirs into pods that name none; templates come before that.
        if (names.isEmpty()) {
            names.addAll(ofAccount(requester, faults));
        }
        List<Credential> credentials = new ArrayList<>();
        names.stream().limit(MOST_SECRETS).forEach(name -> {
            switch (secret(new Named(requester.namespace(), name))) {
                case Found.Read<DockerConfig>(DockerConfig config) -> credentials.addAll(config.matching(repository));
                case Found.Fault<DockerConfig>(String text) -> faults.add(text);
            }
        });
        return new PullCredentials(credentials, faults);
    }

    private List<String> ofAccount(Requester requester, List<String> faults) {
        String account = requester.serviceAccount().isEmpty() ? "default" : requester.serviceAccount();
        return switch (account(new Named(requester.namespace(), account))) {
            case Found.Read<List<String>>(List<String> names) -> names;
            case Found.Fault<List<String>>(String text) -> {
                faults.add(text);
                yield List.of();
            }
        };
    }

    private Found<DockerConfig> secret(Named named) {
        return held(secrets, named, "pull secret ", asked -> {
            Secret secret = asked.secrets()
                    .inNamespace(named.namespace)
                    .withName(named.name)
                    .get();
            return secret == null
                    ? new Found.Fault<>(title("pull secret ", named) + " does not exist")
                    : config(secret, title("pull secret ", named));
        });
    }

    private Found<DockerConfig> config(Secret secret, String title) {
        String key = KEYS.get(String.valueOf(secret.getType()));
        if (key == null) {
            return new Found.Fault<>(title + " is of a type that holds no registry credentials");
        }
        Optional<String> encoded = Optional.ofNullable(secret.getData()).map(data -> data.get(key));
        if (encoded.isEmpty()) {
            return new Found.Fault<>(title + " has no " + key);
        }
        try {
            Node document = documents.json(Base64.getDecoder().decode(encoded.get()));
            return new Found.Read<>(DockerConfig.read(document, title));
        } catch (MalformedException | IllegalArgumentException _) {
            return new Found.Fault<>(title + " is malformed");
        }
    }

    private Found<List<String>> account(Named named) {
        return held(accounts, named, "service account ", asked -> {
            ServiceAccount account = asked.serviceAccounts()
                    .inNamespace(named.namespace)
                    .withName(named.name)
                    .get();
            return account == null
                    ? new Found.Fault<>(title("service account ", named) + " does not exist")
                    : new Found.Read<>(account.getImagePullSecrets().stream()
                            .map(LocalObjectReference::getName)
                            .filter(name -> name != null && !name.isEmpty())
                            .toList());
        });
    }

    private <T> Found<T> held(
            Cache<Named, Held<T>> cache, Named named, String what, Function<KubernetesClient, Found<T>> reading) {
        Held<T> known = cache.peek(named).orElse(null);
        long now = nanos.getAsLong();
        if (known != null && now - known.freshUntil < 0) {
            return known.found;
        }
        Found<T> found;
        Duration fresh = HELD;
        try {
            found = client.adapt(NamespacedKubernetesClient.class)
                    .withRequestConfig(patience)
                    .call(reading::apply);
        } catch (KubernetesClientException e) {
            found = new Found.Fault<>(title(what, named) + " cannot be read: " + Watches.reason(e));
            if (e.getCode() <= 0 || e.getCode() >= UNWELL) {
                // The API server did not answer: judged by what is known; without that, the next pod asks again.
                if (known == null) {
                    return found;
                }
                found = known.found;
                fresh = AGAIN;
            }
        }
        cache.put(named, new Held<>(found, now + fresh.toNanos()), KEPT);
        return found;
    }

    private static String title(String what, Named named) {
        return what + named.namespace + "/" + named.name;
    }
}
