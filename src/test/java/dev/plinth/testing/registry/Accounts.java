package dev.plinth.testing.registry;

import dev.plinth.testing.images.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Who may read what from a {@link FakeRegistry}, and its token endpoint. */
public final class Accounts {

    /** How a registry wants to be asked. */
    public enum Scheme {
        OPEN,
        BASIC,
        BEARER
    }

    private record Account(String password, List<String> prefixes) {}

    private record Token(String user, String repository, long endNanos) {}

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final List<String> open = new CopyOnWriteArrayList<>();
    private volatile Scheme scheme = Scheme.OPEN;
    private volatile Duration lifetime = Duration.ofMinutes(5);
    private volatile UnaryOperator<Map<String, Object>> shape = UnaryOperator.identity();
    private volatile String challenge = "";
    private volatile String realm = "";

    Accounts() {}

    public Accounts scheme(Scheme other) {
        scheme = other;
        return this;
    }

    /** A user who may read the repositories below these prefixes; none: all. */
    public Accounts add(String user, String password, String... prefixes) {
        accounts.put(user, new Account(password, List.of(prefixes)));
        return this;
    }

    public Accounts remove(String user) {
        accounts.remove(user);
        tokens.clear();
        return this;
    }

    /** Repositories below this prefix are for everybody. */
    public Accounts everybody(String prefix) {
        open.add(prefix);
        return this;
    }

    /** How long tokens hold. */
    public Accounts lifetime(Duration other) {
        lifetime = other;
        return this;
    }

    /** Changes the fields of the token document, as other registries have them. */
    public Accounts shape(UnaryOperator<Map<String, Object>> other) {
        shape = other;
        return this;
    }

    /** Another challenge than the usual one. */
    public Accounts challenge(String header) {
        challenge = header;
        return this;
    }

    /** Another place for tokens than the registry itself. */
    public Accounts realm(String url) {
        realm = url;
        return this;
    }

    /** Forgets the tokens that are out. */
    public Accounts revoke() {
        tokens.clear();
        return this;
    }

    /** What is wrong with a request for a repository; empty if it may pass. */
    Optional<Answer> refusal(Received request, String base, String repository) {
        if (scheme == Scheme.OPEN) {
            return Optional.empty();
        }
        String authorization = request.authorization().orElse("");
        if (scheme == Scheme.BASIC) {
            Optional<String> user = basic(authorization);
            return user.isPresent() && mayRead(user.get(), repository)
                    ? Optional.empty()
                    : Optional.of(unauthorized("Basic realm=\"Registry Realm\""));
        }
        Token token = authorization.startsWith("Bearer ") ? tokens.get(authorization.substring(7)) : null;
        if (token != null
                && token.endNanos() - System.nanoTime() > 0
                && token.repository().equals(repository)
                && mayRead(token.user(), repository)) {
            return Optional.empty();
        }
        return Optional.of(unauthorized("Bearer realm=\"" + (realm.isEmpty() ? base + "/token" : realm)
                + "\",service=\"fake, \\\"registry\\\"\",scope=\"repository:" + repository + ":pull\""));
    }

    private Answer unauthorized(String usual) {
        return Answer.error(401, "UNAUTHORIZED").with("WWW-Authenticate", challenge.isEmpty() ? usual : challenge);
    }

    /** The token endpoint: GET with Basic or nothing, POST with a refresh token that is {@code USER/PASSWORD}. */
    Answer token(Received request) {
        String user = "";
        String form = new String(request.body(), StandardCharsets.UTF_8);
        String scope = request.parameter("scope")
                .or(() -> Received.parameterIn(form, "scope"))
                .orElse("");
        if (request.method().equals("POST")) {
            String[] refresh =
                    Received.parameterIn(form, "refresh_token").orElse("/").split("/", 2);
            if (!knows(refresh[0], refresh[1])) {
                return Answer.error(401, "UNAUTHORIZED");
            }
            user = refresh[0];
        } else if (request.authorization().isPresent()) {
            Optional<String> basic = basic(request.authorization().get());
            if (basic.isEmpty()) {
                return Answer.error(401, "UNAUTHORIZED");
            }
            user = basic.get();
        }
        String[] parts = scope.split(":", 3);
        String token = UUID.randomUUID().toString();
        tokens.put(token, new Token(user, parts.length > 1 ? parts[1] : "", System.nanoTime() + lifetime.toNanos()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("token", token);
        document.put("expires_in", lifetime.toSeconds());
        return new Answer(200, Map.of("Content-Type", "application/json"), Documents.json(shape.apply(document)));
    }

    private Optional<String> basic(String authorization) {
        if (!authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        String[] pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                .split(":", 2);
        return knows(pair[0], pair[1]) ? Optional.of(pair[0]) : Optional.empty();
    }

    private boolean knows(String user, String password) {
        Account account = accounts.get(user);
        return account != null && account.password().equals(password);
    }

    private boolean mayRead(String user, String repository) {
        if (open.stream().anyMatch(repository::startsWith)) {
            return true;
        }
        Account account = accounts.get(user);
        return account != null
                && (account.prefixes().isEmpty() || account.prefixes().stream().anyMatch(repository::startsWith));
    }
}
