package dev.plinth.registry.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.Wire;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls as whoever asks: all credentials that match are tried, in their order, until one may read; without any, nobody's.
 * How a host wants to be asked is learned from its first challenge and remembered.
 */
public final class Authenticator {

    /**
     * A reply, and as whom.
     *
     * @param reply of the registry
     * @param anonymous whether no credential had a part in it
     * @param detail for people, if it is a refusal; names no secret
     */
    public record Answered(Reply reply, boolean anonymous, String detail) {}

    private final Wire wire;
    private final Keychain keychain;
    private final Tokens tokens;
    private final Function<String, HostSettings> hosts;
    private final Cache<String, Challenge> challenges = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** @param hosts how a host is talked to, by name and optional port */
    public Authenticator(
            Wire wire, Keychain keychain, Function<String, HostSettings> hosts, RegistryListener listener) {
        this.wire = wire;
        this.keychain = keychain;
        this.hosts = hosts;
        tokens = new Tokens(wire, listener);
    }

    /**
     * Sends a call about a repository.
     *
     * @param repository as the host that is asked calls it
     * @param actions that a token is wanted for: {@code pull}, or {@code pull,push}
     * @throws UnavailableException if there is no reply
     */
    public Answered send(Call call, ImageReference repository, String actions) throws UnavailableException {
        PullCredentials found = keychain.find(call.exchange().requester(), repository);
        List<@Nullable Credential> candidates = found.credentials().isEmpty()
                ? Collections.singletonList(null)
                : Collections.unmodifiableList(found.credentials());
        String scope = "repository:" + repository.repository() + ":" + actions;
        Answered best = null;
        for (Credential credential : candidates) {
            Answered answered = attempt(call, credential, scope);
            int status = answered.reply().status();
            if (status != 401 && status != 403 && status != 404) {
                return answered;
            }
            // "Not found" says more than "not allowed", whichever credential heard it.
            if (best == null || best.reply().status() != 404) {
                best = answered;
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is always one candidate");
        }
        return new Answered(best.reply(), best.anonymous(), detail(best, found));
    }

    private static String detail(Answered answered, PullCredentials found) {
        if (!found.faults().isEmpty()) {
            return String.join("; ", found.faults());
        }
        if (found.credentials().isEmpty()) {
            return "no credentials";
        }
        return answered.detail().isEmpty()
                ? "refused with "
                        + String.join(
                                ", ",
                                found.credentials().stream()
                                        .map(Credential::origin)
                                        .distinct()
                                        .toList())
                : answered.detail();
    }

    private Answered attempt(Call call, @Nullable Credential credential, String scope) throws UnavailableException {
        String host = call.host().host();
        Challenge known = challenges.getIfPresent(host);
        String sent = known == null
                ? null
                : authorization(known, call, credential, scope, false).orElse(null);
        Reply reply = exchange(call, sent);
        if (reply.status() != 401) {
            call.exchange().cost().incrementAndGet();
            return new Answered(reply, credential == null || sent == null, "");
        }
        Challenge challenge = choose(reply).orElse(null);
        if (challenge == null) {
            call.exchange().cost().incrementAndGet();
            return new Answered(reply, false, "asks for nothing that is understood");
        }
        challenges.put(host, challenge);
        Optional<String> second = authorization(challenge, call, credential, scope, sent != null);
        if (second.isEmpty() || second.get().equals(sent)) {
            call.exchange().cost().incrementAndGet();
            return new Answered(reply, false, refusal(challenge, call, scope));
        }
        // The first request was part of asking how to ask; only this one is an exchange about the image.
        Reply again = exchange(call, second.get());
        call.exchange().cost().incrementAndGet();
        return new Answered(again, credential == null, "");
    }

    private Reply exchange(Call call, @Nullable String authorization) throws UnavailableException {
        try {
            return wire.send(authorization == null ? call : call.with("Authorization", authorization));
        } catch (ExchangeException e) {
            call.exchange().cost().incrementAndGet();
            throw new UnavailableException(e.unavailable());
        }
    }

    /** Bearer rather than Basic, where a host takes both. */
    private static Optional<Challenge> choose(Reply reply) {
        List<Challenge> all = Challenge.parse(reply.all("www-authenticate"));
        return all.stream()
                .filter(challenge -> challenge.scheme().equals("bearer"))
                .findFirst()
                .or(() -> all.stream()
                        .filter(challenge -> challenge.scheme().equals("basic"))
                        .findFirst());
    }

    /** What to send as {@code Authorization}; empty if there is nothing to send, or it was refused. */
    private Optional<String> authorization(
            Challenge challenge, Call call, @Nullable Credential credential, String scope, boolean fresh)
            throws UnavailableException {
        if (credential != null && credential.kind() == Credential.Kind.BEARER) {
            return Optional.of("Bearer " + credential.secret());
        }
        if (challenge.scheme().equals("basic")) {
            return credential == null || credential.kind() != Credential.Kind.BASIC
                    ? Optional.empty()
                    : Optional.of(basic(credential));
        }
        Optional<Realm> realm = Realm.of(challenge, call.host(), scopeOf(challenge, scope), hosts);
        if (realm.isEmpty()) {
            return Optional.empty();
        }
        return tokens.token(realm.get(), credential, fresh, call.exchange()).map(token -> "Bearer " + token);
    }

    /** Public ECR and others have a scope of their own for everything; any other challenge was about one repository. */
    private static String scopeOf(Challenge challenge, String wanted) {
        String named = challenge.parameter("scope").orElse("");
        return named.isEmpty() || named.startsWith("repository:") ? wanted : named;
    }

    private String refusal(Challenge challenge, Call call, String scope) throws UnavailableException {
        if (challenge.scheme().equals("bearer")
                && Realm.of(challenge, call.host(), scope, hosts).isEmpty()) {
            throw new UnavailableException(Unavailable.of(
                    Reason.UNAUTHORIZED, call.host().host(), "names a token endpoint that no credential may go to"));
        }
        return "";
    }

    static String basic(Credential credential) {
        String pair = credential.username() + ":" + credential.secret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
