package dev.plinth.registry;

import dev.plinth.base.Unavailable;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.address.Resolver;
import dev.plinth.registry.settings.ProxySettings;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.registry.shared.SharedStore;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What the tests of this package share: a client for some settings, and short words for asking. */
final class Reading implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx();

    private final Registries registries;

    private Reading(Registries registries) {
        this.registries = registries;
    }

    /** A client for the entries of a registry document, given as they stand below {@code registries:}. */
    static Reading of(String document) {
        return of(document, Keychain.ANONYMOUS, Resolver.SYSTEM, RegistryListener.NONE);
    }

    static Reading of(String document, Keychain keychain) {
        return of(document, keychain, Resolver.SYSTEM, RegistryListener.NONE);
    }

    static Reading of(String document, Keychain keychain, Resolver resolver, RegistryListener listener) {
        return of(document, keychain, resolver, listener, null);
    }

    static Reading of(
            String document,
            Keychain keychain,
            Resolver resolver,
            RegistryListener listener,
            @Nullable SharedStore shared) {
        return new Reading(Registries.connect(
                VERTX, settings(document), ProxySettings.NONE, resolver, keychain, listener, shared));
    }

    /** A client that may talk plainly to these hosts of this machine. */
    static Reading plainly(Keychain keychain, String... hosts) {
        return of(plain(hosts), keychain);
    }

    static String plain(String... hosts) {
        StringBuilder document = new StringBuilder("registries:\n");
        for (String host : hosts) {
            document.append("- {prefix: \"" + host + "\", plainHttp: true, allowPrivateAddresses: true}\n");
        }
        return document.toString();
    }

    static RegistrySettings settings(String document) {
        String text = "apiVersion: plinth.dev/v1\nkind: RegistryConfig\n" + document;
        return switch (Yaml.read(text)) {
            case Parsed.Valid<Node>(Node node) ->
                switch (RegistrySettings.read(node)) {
                    case Parsed.Valid<RegistrySettings>(RegistrySettings settings) -> settings;
                    case Parsed.Invalid<RegistrySettings>(var problems) -> throw new AssertionError(problems);
                };
            case Parsed.Invalid<Node>(var problems) -> throw new AssertionError(problems);
        };
    }

    /** Credentials by namespace of the requester. */
    static Keychain byNamespace(Map<String, Credential> credentials) {
        return (requester, repository) -> {
            Credential found = credentials.get(requester.namespace());
            return found == null ? PullCredentials.NONE : new PullCredentials(List.of(found), List.of());
        };
    }

    static Keychain everybody(Credential... credentials) {
        return (requester, repository) -> new PullCredentials(List.of(credentials), List.of());
    }

    static Exchange within(Duration time) {
        return Exchange.of(Requester.OPERATOR, Deadline.after(time));
    }

    static Exchange soon() {
        return within(Duration.ofSeconds(20));
    }

    static Exchange of(String namespace, Duration time) {
        return Exchange.of(new Requester(namespace, List.of(), "default"), Deadline.after(time));
    }

    /** What a read could not be done for. */
    static Unavailable failure(Callable<?> read) {
        try {
            Object value = read.call();
            throw new AssertionError("was read: " + value);
        } catch (UnavailableException e) {
            return e.unavailable();
        } catch (Exception e) {
            throw new AssertionError("another exception than the one that ports throw", e);
        }
    }

    ImageSource images() {
        return registries.images();
    }

    Registries registries() {
        return registries;
    }

    ImageSource.Document manifest(ImageReference reference) throws UnavailableException {
        return images().manifest(reference, soon());
    }

    @Override
    public void close() {
        registries.close();
    }
}
