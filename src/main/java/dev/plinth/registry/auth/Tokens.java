package dev.plinth.registry.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.registry.flight.SingleFlight;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.RetryAfter;
import dev.plinth.registry.http.Wire;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.UnavailableException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bearer tokens from token endpoints, remembered until shortly before they expire. */
final class Tokens {

    /** The specification's, where a token does not say how long it holds. */
    private static final long DEFAULT_SECONDS = 60;

    private static final long MAX_BODY = 1024 * 1024;
    private static final int MAX_TOKEN = 64 * 1024;

    /**
     * What a token depends on.
     *
     * @param fingerprint of the credential; empty for nobody
     */
    private record Key(String realm, String service, String scope, String fingerprint) {}

    /** A token; never printed. */
    private record Token(String value, Duration holds) {
        @Override
        public String toString() {
            return "Token";
        }
    }

    private final Wire wire;
    private final RegistryListener listener;
    private final SingleFlight<Key, Optional<Token>> flights = new SingleFlight<>();
    private final Cache<Key, Token> tokens = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfter(Expiry.creating((Key _, Token token) -> token.holds()))
            .build();

    Tokens(Wire wire, RegistryListener listener) {
        this.wire = wire;
        this.listener = listener;
    }

    /**
     * A token, remembered or new; empty if the endpoint refuses the credential.
     *
     * @param fresh whether a remembered one is known to be no good
     */
    Optional<String> token(Realm realm, @Nullable Credential credential, boolean fresh, Exchange exchange)
            throws UnavailableException {
        Key key = new Key(
                realm.url(), realm.service(), realm.scope(), credential == null ? "" : credential.fingerprint());
        if (fresh) {
            tokens.invalidate(key);
        }
        Token known = tokens.getIfPresent(key);
        listener.cached("tokens", known == null ? "miss" : "hit");
        if (known != null) {
            return Optional.of(known.value());
        }
        return flights.run(key, exchange.deadline(), () -> {}, () -> {
                    Optional<Token> token = fetch(realm, credential, exchange);
                    token.ifPresent(value -> tokens.put(key, value));
                    return token;
                })
                .map(Token::value);
    }

    private Optional<Token> fetch(Realm realm, @Nullable Credential credential, Exchange exchange)
            throws UnavailableException {
        Reply reply;
        try {
            reply = wire.send(request(realm, credential, exchange));
        } catch (ExchangeException e) {
            throw new UnavailableException(e.unavailable());
        }
        HostSettings host = realm.host();
        return switch (reply.status()) {
            case 200 -> Optional.of(read(reply, host));
            case 400, 401, 403, 404 -> Optional.empty();
            case 429 ->
                throw new UnavailableException(new Unavailable(
                        Reason.RATE_LIMITED,
                        host.host(),
                        "token endpoint",
                        RetryAfter.of(reply).orElse(null)));
            default ->
                throw new UnavailableException(Unavailable.of(
                        Reason.UNREACHABLE, host.host(), "token endpoint answered HTTP " + reply.status()));
        };
    }

    private static Call request(Realm realm, @Nullable Credential credential, Exchange exchange) {
        if (credential != null && credential.kind() == Credential.Kind.IDENTITY_TOKEN) {
            String form = "grant_type=refresh_token&client_id=plinth&access_type=offline&service="
                    + encode(realm.service()) + "&scope=" + encode(realm.scope()) + "&refresh_token="
                    + encode(credential.secret());
            return Call.of(realm.host(), "POST", realm.target(), MAX_BODY, "token", exchange)
                    .withBody(form.getBytes(StandardCharsets.UTF_8), "application/x-www-form-urlencoded");
        }
        String query = (realm.target().contains("?") ? "&" : "?")
                + (realm.service().isEmpty() ? "" : "service=" + encode(realm.service()) + "&") + "scope="
                + encode(realm.scope());
        Call call = Call.of(realm.host(), "GET", realm.target() + query, MAX_BODY, "token", exchange);
        return credential == null ? call : call.with("Authorization", Authenticator.basic(credential));
    }

    private static Token read(Reply reply, HostSettings host) throws UnavailableException {
        Node document;
        try {
            document = new Json().json(reply.body());
        } catch (MalformedException _) {
            throw malformed(host);
        }
        String value = document.text("token")
                .filter(text -> !text.isEmpty())
                .or(() -> document.text("access_token"))
                .orElse("");
        // A token goes into a header: nothing that could begin another one.
        if (value.isEmpty() || value.length() > MAX_TOKEN || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw malformed(host);
        }
        long seconds = Math.clamp(document.whole("expires_in").orElse(DEFAULT_SECONDS), 1, 3_600);
        // Early enough that it does not expire on its way; half of it where it hardly holds at all.
        return new Token(value, Duration.ofMillis(seconds * 1_000 - Math.min(seconds * 500, 10_000)));
    }

    private static UnavailableException malformed(HostSettings host) {
        return new UnavailableException(Unavailable.of(Reason.MALFORMED, host.host(), "token endpoint gave no token"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
