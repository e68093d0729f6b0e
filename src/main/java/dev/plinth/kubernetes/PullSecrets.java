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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Credentials as the kubelet finds them: those that the pod names, in its own namespace and nowhere else, else those of its service
 * account. Held briefly, so that a burst of pods costs one read, and a changed secret counts soon.
 */
public final class PullSecrets implements Keychain {

    private static final Duration HELD = Duration.ofSeconds(30);

    /** As the kubelet limits nothing here, a hostile pod could name thousands. */
    private static final int MOST_SECRETS = 20;

    private static final Map<String, String> KEYS = Map.of(
            "kubernetes.io/dockerconfigjson", ".dockerconfigjson",
            "kubernetes.io/dockercfg", ".dockercfg");

    private final KubernetesClient client;
    private final Documents documents;
    private final Cache<Named, Found<DockerConfig>> secrets;
    private final Cache<Named, Found<List<String>>> accounts;

    /**
     * @param secrets holds what was read, by namespace and name
     * @param accounts holds the pull secrets that service accounts name
     */
    public PullSecrets(
            KubernetesClient client,
            Documents documents,
            Cache<Named, Found<DockerConfig>> secrets,
            Cache<Named, Found<List<String>>> accounts) {
        this.client = client;
        this.documents = documents;
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
        return held(secrets, named, "pull secret ", () -> {
            Secret secret = client.secrets()
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
        return held(accounts, named, "service account ", () -> {
            ServiceAccount account = client.serviceAccounts()
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

    private static <T> Found<T> held(
            Cache<Named, Found<T>> cache, Named named, String what, Supplier<Found<T>> reading) {
        Optional<Found<T>> known = cache.peek(named);
        if (known.isPresent()) {
            return known.get();
        }
        Found<T> found;
        try {
            found = reading.get();
        } catch (KubernetesClientException e) {
            found = new Found.Fault<>(title(what, named) + " cannot be read: " + Watches.reason(e));
            if (e.getCode() == 0) {
                // The API server did not answer: the next pod asks again.
                return found;
            }
        }
        cache.put(named, found, HELD);
        return found;
    }

    private static String title(String what, Named named) {
        return what + named.namespace + "/" + named.name;
    }
}
