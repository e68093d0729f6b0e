package dev.plinth.registry.checkup;

import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.auth.Authenticator;
import dev.plinth.registry.auth.Authenticator.Answered;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.ExchangeException;
import dev.plinth.registry.http.RedirectingWire;
import dev.plinth.registry.http.Reply;
import dev.plinth.registry.http.Wire;
import dev.plinth.registry.settings.HostSettings;
import dev.plinth.registry.settings.Mirror;
import dev.plinth.registry.settings.RegistryEntry;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Deadline;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.RegistryListener;
import dev.plinth.review.source.Requester;
import dev.plinth.review.source.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The checks of one registry, without caches, retries or mirrors between: what it answers is what is told. */
public final class RegistryCheckup {

    private static final int MAX_BODY = 4 * 1024 * 1024;
    private static final Duration CLOCK_OFF = Duration.ofSeconds(60);
    private static final Digest NOBODY = Digest.sha256("0".repeat(64));

    private final RegistrySettings settings;
    private final Wire wire;
    private final Keychain keychain;
    private final Duration timeout;
    private final InstantSource clock;

    /**
     * @param connections one exchange each, with TLS and the rules about addresses
     * @param timeout for each check
     */
    public RegistryCheckup(
            RegistrySettings settings, Wire connections, Keychain keychain, Duration timeout, InstantSource clock) {
        this.settings = settings;
        this.wire = new RedirectingWire(connections, settings::host);
        this.keychain = keychain;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Examines a registry, or the mirrors that stand for it if those alone are asked; each check is heard when it is done. What cannot be reached is not looked into further.
     *
     * @param argument {@code host[:port]}, or a reference, to look into its repository as well
     * @throws IllegalArgumentException if it is neither
     */
    public void examine(String argument, Consumer<Check> heard) {
        boolean isHost = argument.indexOf('/') < 0;
        // Any repository does for a host alone: it is only a place to stand on.
        ImageReference reference = ImageReference.parse(isHost ? argument + "/plinth/doctor" : argument);
        heard.accept(allowed(reference));
        RegistryEntry entry =
                settings.entry(reference).filter(RegistryEntry::only).orElse(null);
        if (entry == null) {
            examine(reference, settings.host(reference.registry()), isHost, heard);
            return;
        }
        // What is never asked may well be out of reach.
        for (Mirror mirror : entry.mirrors()) {
            heard.accept(Check.good(
                    "mirror",
                    reference.registry() + " itself is never asked, "
                            + mirror.host().host() + " is"));
            examine(entry.at(mirror, reference), mirror.host(), isHost, heard);
        }
    }

    private void examine(ImageReference reference, HostSettings host, boolean hostAlone, Consumer<Check> heard) {
        Optional<Reply> answer = reach(host, heard);
        if (answer.isEmpty()) {
            return;
        }
        heard.accept(clock(answer.get()));
        PullCredentials credentials = keychain.find(Requester.OPERATOR, reference);
        heard.accept(credentials(credentials, answer.get(), host));
        if (!hostAlone) {
            repository(reference, host, heard);
        }
    }

    private Check allowed(ImageReference reference) {
        return settings.allows(reference)
                ? Check.good("allowed", reference.registry() + " may be asked for images")
                : Check.bad(
                        "allowed",
                        reference.name().familiar() + " may not be asked for",
                        "add it to `allow`, or take it out of `deny`, in the registry document");
    }

    private Optional<Reply> reach(HostSettings host, Consumer<Check> heard) {
        try {
            Reply reply = wire.send(Call.of(host, "GET", "/v2/", MAX_BODY, "ping", exchange()));
            String how = host.plainHttp() ? "over plain HTTP, as configured" : "over TLS";
            heard.accept(
                    host.plainHttp()
                            ? Check.fair(
                                    "reach",
                                    host.url() + " answers " + how,
                                    "use TLS where you can: credentials travel openly")
                            : Check.good("reach", host.url() + " answers " + how));
            boolean api = reply.status() == 200 || reply.status() == 401;
            heard.accept(
                    api
                            ? Check.good("API", "speaks the distribution API (HTTP " + reply.status() + ")")
                            : Check.bad(
                                    "API",
                                    "answers /v2/ with HTTP " + reply.status(),
                                    "see whether this is a registry's host, and whether a proxy answers in its place"));
            return api ? Optional.of(reply) : Optional.empty();
        } catch (ExchangeException e) {
            heard.accept(Check.bad("reach", e.unavailable().toString(), wayOut(e.kind(), host)));
            return Optional.empty();
        }
    }

    private static String wayOut(ExchangeException.Kind kind, HostSettings host) {
        return switch (kind) {
            case CONNECT ->
                "see whether the name resolves and the port is open from here; behind a proxy set HTTPS_PROXY or `proxy`";
            case TLS ->
                "name its authority as `caFile` for " + host.host()
                        + " in the registry document; `plainHttp: true` only if it has no TLS at all";
            case TIMEOUT -> "see whether a firewall drops the connection; a longer --timeout shows whether it is slow";
            case CLOSED ->
                "it ends connections early: see whether it speaks TLS where `plainHttp` is set, or the other way round";
            case TOO_LARGE -> "it answers /v2/ with far too much: this is hardly a registry";
            case REFUSED ->
                "`allowPrivateAddresses: true` for " + host.host()
                        + " in the registry document, if it really has a private address";
        };
    }

    private Check clock(Reply reply) {
        Optional<Instant> theirs = reply.header("date").flatMap(RegistryCheckup::time);
        if (theirs.isEmpty()) {
            return Check.fair("clock", "it does not say what time it is", "");
        }
        Duration off = Duration.between(theirs.get(), clock.instant()).abs();
        return off.compareTo(CLOCK_OFF) <= 0
                ? Check.good("clock", "agrees within " + Math.max(1, off.toSeconds()) + " s")
                : Check.bad(
                        "clock",
                        "differs by " + off.toSeconds() + " s",
                        "set both clocks by NTP: tokens and certificates are valid for a time only");
    }

    private static Optional<Instant> time(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Check credentials(PullCredentials found, Reply ping, HostSettings host) {
        if (!found.faults().isEmpty()) {
            return Check.bad("credentials", String.join("; ", found.faults()), "mend or remove what is named");
        }
        if (found.credentials().isEmpty()) {
            return ping.status() == 200
                    ? Check.good("credentials", "none here, and none asked for")
                    : Check.fair(
                            "credentials",
                            "none here; it will be asked anonymously",
                            "`docker login " + host.host() + "` if what you need is private, or for higher limits");
        }
        return Check.good(
                "credentials",
                found.credentials().stream().map(Credential::origin).distinct().collect(Collectors.joining(", ")));
    }

    private void repository(ImageReference reference, HostSettings host, Consumer<Check> heard) {
        Authenticator authenticator = new Authenticator(wire, keychain, settings::host, RegistryListener.NONE);
        String path = "/v2/" + reference.repository() + "/";
        try {
            Answered head = authenticator.send(
                    Call.of(host, "HEAD", path + "manifests/" + reference.lookup(), MAX_BODY, "head", exchange())
                            .with(
                                    "Accept",
                                    "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
                                            + "application/vnd.docker.distribution.manifest.list.v2+json, "
                                            + "application/vnd.docker.distribution.manifest.v2+json"),
                    reference,
                    "pull");
            heard.accept(access(reference, head));
            heard.accept(limits(head.reply()));
            if (head.reply().status() == 200) {
                Answered referrers = authenticator.send(
                        Call.of(host, "GET", path + "referrers/" + NOBODY, MAX_BODY, "referrers", exchange()),
                        reference,
                        "pull");
                heard.accept(referrers(referrers.reply().status()));
            }
        } catch (UnavailableException e) {
            heard.accept(Check.bad(
                    "access", e.unavailable().toString(), "try again; if it stays so, see the registry's own log"));
        }
    }

    private static Check access(ImageReference reference, Answered head) {
        int status = head.reply().status();
        String name = reference.familiar();
        return switch (status) {
            case 200 -> Check.good("access", name + " is there" + (head.anonymous() ? ", and public" : ""));
            case 401, 403 ->
                Check.bad(
                        "access",
                        name + " may not be read: HTTP " + status
                                + (head.detail().isEmpty() ? "" : ", " + head.detail()),
                        "`docker login " + reference.registry() + "` with an account that may pull it");
            case 404 ->
                Check.bad(
                        "access",
                        name + " is not there, or not for these credentials",
                        "see how the name is spelled; some registries say 404 where they mean 403");
            case 429 -> Check.bad("access", "rate-limited", "log in for a higher limit, or configure a mirror");
            default -> Check.bad("access", name + " is answered with HTTP " + status, "see the registry's own log");
        };
    }

    private static Check limits(Reply reply) {
        String limit = number(reply, "ratelimit-limit");
        String left = number(reply, "ratelimit-remaining");
        if (limit.isEmpty() && left.isEmpty()) {
            return Check.good("limits", "it names none");
        }
        String says = (left.isEmpty() ? "?" : left) + " of " + (limit.isEmpty() ? "?" : limit) + " requests left";
        return left.equals("0")
                ? Check.bad("limits", says, "wait, log in, or configure a mirror")
                : Check.good("limits", says);
    }

    /** {@code 100;w=21600} is a hundred; anything but digits is not repeated. */
    private static String number(Reply reply, String header) {
        String value = reply.header(header).orElse("");
        int digits = 0;
        while (digits < value.length() && digits < 9 && Character.isDigit(value.charAt(digits))) {
            digits++;
        }
        return value.substring(0, digits);
    }

    private static Check referrers(int status) {
        return status == 200
                ? Check.good("referrers", "has the referrers API")
                : Check.fair("referrers", "has no referrers API (HTTP " + status + "); its fallback tag is used", "");
    }

    private Exchange exchange() {
        return Exchange.of(Requester.OPERATOR, Deadline.after(timeout));
    }
}
