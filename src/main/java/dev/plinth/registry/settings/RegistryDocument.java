package dev.plinth.registry.settings;

import dev.plinth.data.Fields;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.image.reference.IdentityMap;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the registry document, strictly. For one document. */
final class RegistryDocument {

    private static final List<String> HOST_KEYS =
            List.of("plainHttp", "caFile", "clientCertificate", "allowPrivateAddresses", "maxInFlight");

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, HostSettings> hosts = new LinkedHashMap<>();

    Parsed<RegistrySettings> read(Node document) {
        Fields fields = Fields.of(document, "", problems);
        expect(fields, "apiVersion", "plinth.dev/v1");
        expect(fields, "kind", "RegistryConfig");
        List<RegistryEntry> registries = fields.mappings("registries", this::registry);
        duplicates(fields, registries);
        IdentityMap identities = new IdentityMap(fields.mappings("identities", this::identity));
        List<ReferencePattern> allow =
                fields.has("allow") ? fields.list("allow", ReferencePattern::parse) : RegistrySettings.DEFAULT.allow();
        List<ReferencePattern> deny = fields.list("deny", ReferencePattern::parse);
        List<String> bases = fields.list("bases", RegistryDocument::base);
        CacheSettings cache = fields.mapping("cache").map(this::cache).orElse(CacheSettings.DEFAULT);
        ProxySettings proxy = fields.mapping("proxy").map(this::proxy).orElse(null);
        fields.done();
        return problems.isEmpty()
                ? new Parsed.Valid<>(
                        new RegistrySettings(registries, hosts, identities, allow, deny, bases, cache, proxy))
                : new Parsed.Invalid<>(problems);
    }

    private static void expect(Fields fields, String key, String value) {
        fields.text(key)
                .ifPresentOrElse(
                        text -> {
                            if (!text.equals(value)) {
                                fields.problem(key, "must be " + value);
                            }
                        },
                        () -> {
                            if (!fields.has(key)) {
                                fields.problem(key, "is missing; must be " + value);
                            }
                        });
    }

    private Optional<RegistryEntry> registry(Fields fields) {
        Optional<String> prefix = prefix(fields, "prefix");
        List<Mirror> mirrors = fields.mappings("mirrors", this::mirror);
        boolean only = fields.flag("only").orElse(false);
        if (only && mirrors.isEmpty()) {
            fields.problem("only", "needs at least one mirror");
            only = false;
        }
        boolean speaksOfHost = HOST_KEYS.stream().anyMatch(fields::has);
        HostSettings host =
                host(fields, prefix.map(text -> text.split("/", 2)[0]).orElse(""));
        if (speaksOfHost && prefix.isPresent()) {
            declare(fields, host);
        }
        fields.mappings("blobHosts", this::blobHost);
        Path credentials = fields.mapping("credentials")
                .map(within -> {
                    Path file = path(within, "file");
                    if (file == null && !within.has("file")) {
                        within.problem("file", "is missing");
                    }
                    within.done();
                    return file;
                })
                .orElse(null);
        fields.done();
        boolean finalOnly = only;
        return prefix.map(text -> new RegistryEntry(text, mirrors, finalOnly, credentials));
    }

    private Optional<Mirror> mirror(Fields fields) {
        Optional<String> location = prefix(fields, "location");
        HostSettings host =
                host(fields, location.map(text -> text.split("/", 2)[0]).orElse(""));
        Optional<Mirror> mirror = location.map(text -> {
            declare(fields, host);
            int slash = text.indexOf('/');
            return new Mirror(host, slash < 0 ? "" : text.substring(slash + 1) + "/");
        });
        fields.done();
        return mirror;
    }

    private Optional<HostSettings> blobHost(Fields fields) {
        Optional<String> name = prefix(fields, "host");
        HostSettings host = host(fields, name.orElse(""));
        if (host.host().contains("/")) {
            fields.problem("host", "must be a host with an optional port, without a path");
        } else if (name.isPresent()) {
            declare(fields, host);
        }
        fields.done();
        return name.map(_ -> host);
    }

    private HostSettings host(Fields fields, String name) {
        boolean plainHttp = fields.flag("plainHttp").orElse(false);
        Path caFile = path(fields, "caFile");
        ClientCertificate certificate = fields.mapping("clientCertificate")
                .flatMap(within -> {
                    Path certFile = path(within, "certFile");
                    Path keyFile = path(within, "keyFile");
                    within.done();
                    if (certFile == null || keyFile == null) {
                        within.problem("needs certFile and keyFile");
                        return Optional.<ClientCertificate>empty();
                    }
                    return Optional.of(new ClientCertificate(certFile, keyFile));
                })
                .orElse(null);
        if (plainHttp && (caFile != null || certificate != null)) {
            fields.problem("plainHttp", "contradicts caFile and clientCertificate, which are for TLS");
        }
        boolean allowPrivate = fields.flag("allowPrivateAddresses").orElse(false);
        long most = fields.whole("maxInFlight").orElse(HostSettings.DEFAULT_IN_FLIGHT);
        if (most < 1 || most > 1_000) {
            fields.problem("maxInFlight", "must be between 1 and 1000");
            most = HostSettings.DEFAULT_IN_FLIGHT;
        }
        return new HostSettings(name, plainHttp, caFile, certificate, allowPrivate, (int) most);
    }

    /** One host is talked to in one way, wherever it is named. */
    private void declare(Fields fields, HostSettings host) {
        HostSettings before = hosts.putIfAbsent(host.host(), host);
        if (before != null && !before.equals(host)) {
            fields.problem("says otherwise about " + host.host()
                    + " than an entry before; plainHttp, caFile, clientCertificate, allowPrivateAddresses and"
                    + " maxInFlight are for a host, and must be the same wherever it is named");
        }
    }

    private static void duplicates(Fields fields, List<RegistryEntry> registries) {
        long distinct =
                registries.stream().map(RegistryEntry::prefix).distinct().count();
        if (distinct != registries.size()) {
            fields.problem("registries", "has two entries with the same prefix");
        }
    }

    private Optional<IdentityMap.Entry> identity(Fields fields) {
        Optional<String> prefix = prefix(fields, "prefix");
        Optional<String> is = prefix(fields, "is");
        fields.done();
        return prefix.flatMap(from -> is.map(to -> new IdentityMap.Entry(from, to)));
    }

    private CacheSettings cache(Fields fields) {
        Duration tags = fields.parsed("tags", RegistryDocument::duration).orElse(CacheSettings.DEFAULT.tags());
        Duration failures =
                fields.parsed("failures", RegistryDocument::duration).orElse(CacheSettings.DEFAULT.failures());
        fields.done();
        return new CacheSettings(tags, failures);
    }

    private ProxySettings proxy(Fields fields) {
        URI https = fields.parsed("https", ProxySettings::parse).orElse(null);
        URI http = fields.parsed("http", ProxySettings::parse).orElse(null);
        List<String> none = fields.list("none", text -> text);
        fields.done();
        return new ProxySettings(https, http, none);
    }

    private static @Nullable Path path(Fields fields, String key) {
        return fields.parsed(key, text -> {
                    try {
                        return Path.of(text);
                    } catch (InvalidPathException e) {
                        throw new IllegalArgumentException("must be the path of a file", e);
                    }
                })
                .orElse(null);
    }

    /** A registry with an optional path: what a reference begins with, in whole segments. */
    private static Optional<String> prefix(Fields fields, String key) {
        if (!fields.has(key)) {
            fields.problem(key, "is missing");
        }
        return fields.parsed(key, text -> {
            String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            int slash = plain.indexOf('/');
            String registry = slash < 0 ? plain : plain.substring(0, slash);
            String path = slash < 0 ? "" : plain.substring(slash);
            ImageReference parsed = ImageReference.parse(registry + (slash < 0 ? "/x" : path));
            String one = ImageReference.registryOf(registry);
            if (!parsed.registry().equals(one) || parsed.tag() != null || parsed.digest() != null) {
                throw new IllegalArgumentException(
                        "must be host[:port][/path], as docker.io or registry.corp:5000/shop");
            }
            if (registry.endsWith(":443")
                    && !one.endsWith(":443")
                    && fields.flag("plainHttp").orElse(false)) {
                throw new IllegalArgumentException("is a registry with TLS: port 443 is that of https");
            }
            return one + path;
        });
    }

    private static String base(String text) {
        String parsable = text.replace('*', 'x');
        return ImageReference.parse(parsable).canonical().isEmpty() ? "" : text;
    }

    /** A whole number with ms, s, m, h or d. */
    static Duration duration(String text) {
        int unit = 0;
        while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        if (unit == 0 || unit > 9) {
            throw new IllegalArgumentException("must be a duration, as 20s, 5m or 1h");
        }
        long number = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException("must be a duration, as 20s, 5m or 1h");
        };
    }
}
