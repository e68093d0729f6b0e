package dev.plinth.registry.distribution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import dev.plinth.image.reference.Digest;
import dev.plinth.registry.auth.Authenticator.Answered;
import dev.plinth.registry.http.Call;
import dev.plinth.registry.http.Reply;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What registries list: referrers (distribution-spec, listing referrers), tags (listing tags) and repositories, page after page. */
final class Lists {

    private static final int MOST_REFERRER_PAGES = 4;
    private static final int MOST_TAG_PAGES = 100;
    private static final int MOST_REFERRERS = 1_000;
    private static final int PAGE = 1_000;

    private final Distribution distribution;

    /** Hosts without the referrers API: asking each time would cost an exchange each time. */
    private final Cache<String, Boolean> withoutReferrers = Caffeine.newBuilder()
            .maximumSize(2_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    Lists(Distribution distribution) {
        this.distribution = distribution;
    }

    List<Descriptor> referrers(Location location, Digest subject, Exchange exchange) throws UnavailableException {
        String host = location.host().host();
        if (withoutReferrers.getIfPresent(host) == null) {
            Optional<List<Descriptor>> found = byApi(location, subject, exchange);
            if (found.isPresent()) {
                return found.get();
            }
            withoutReferrers.put(host, true);
        }
        return byTag(location, subject, exchange);
    }

    /** Empty if the registry has no such API. */
    private Optional<List<Descriptor>> byApi(Location location, Digest subject, Exchange exchange)
            throws UnavailableException {
        List<Descriptor> all = new ArrayList<>();
        String path = "referrers/" + subject;
        for (int page = 0; page < MOST_REFERRER_PAGES && all.size() < MOST_REFERRERS; page++) {
            Call call = distribution
                    .call(location, "GET", path, Distribution.MAX_MANIFEST, "referrers", exchange)
                    .with("Accept", MediaType.OCI_INDEX.value());
            Answered answered = distribution.send(location, call, "pull");
            Reply reply = answered.reply();
            boolean index = reply.status() == 200
                    && new MediaType(reply.header("content-type").orElse("")).isIndex();
            if (!index) {
                if (page == 0 && (reply.status() == 200 || isUnsupported(reply.status()))) {
                    return Optional.empty();
                }
                throw Failures.of(answered, location.host().host());
            }
            all.addAll(entries(location, reply.body()));
            Optional<String> next = next(location, call, reply, "referrers/");
            if (next.isEmpty()) {
                break;
            }
            path = next.get();
        }
        return Optional.of(List.copyOf(all.subList(0, Math.min(all.size(), MOST_REFERRERS))));
    }

    private static boolean isUnsupported(int status) {
        return status == 400 || status == 404 || status == 405 || status == 406 || status == 501;
    }

    /** Registries without the API keep the same index under a tag made of the digest. */
    private List<Descriptor> byTag(Location location, Digest subject, Exchange exchange) throws UnavailableException {
        try {
            ImageSource.Document document =
                    distribution.manifest(location, subject.algorithm() + "-" + subject.hex(), "referrers", exchange);
            return document.mediaType().isIndex() ? entries(location, document.bytes()) : List.of();
        } catch (UnavailableException e) {
            if (e.unavailable().reason() == Reason.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Descriptor> entries(Location location, byte[] bytes) throws UnavailableException {
        try {
            return Index.read(new Json().json(bytes), MediaType.OCI_INDEX).manifests();
        } catch (MalformedException e) {
            throw Failures.failure(Reason.MALFORMED, location.host().host(), "the list of referrers " + e.getMessage());
        }
    }

    List<String> tags(Location location, Exchange exchange) throws UnavailableException {
        Set<String> seen = new HashSet<>();
        List<String> tags = new ArrayList<>();
        String path = "tags/list?n=" + PAGE;
        for (int page = 0; page < MOST_TAG_PAGES && tags.size() < ImageSource.MAX_TAGS; page++) {
            Call call = distribution.call(location, "GET", path, Distribution.MAX_MANIFEST, "tags", exchange);
            Reply reply = distribution.allowed(location, call);
            int before = tags.size();
            for (String tag : names(location, reply.body(), "tags")) {
                if (tags.size() < ImageSource.MAX_TAGS && seen.add(tag)) {
                    tags.add(tag);
                }
            }
            Optional<String> next = next(location, call, reply, "tags/list");
            // A page without anything new is the last one, whatever it says.
            if (next.isEmpty() || tags.size() == before) {
                break;
            }
            path = next.get();
        }
        return List.copyOf(tags);
    }

    /** The catalog API of registries that have one. Its token is for the registry, and the challenge says so. */
    List<String> repositories(Location location, Exchange exchange) throws UnavailableException {
        Set<String> names = new LinkedHashSet<>();
        String target = "/v2/_catalog?n=" + PAGE;
        for (int page = 0; page < MOST_TAG_PAGES && names.size() < ImageSource.MAX_TAGS; page++) {
            Call call = Call.of(location.host(), "GET", target, Distribution.MAX_MANIFEST, "repositories", exchange);
            Answered answered = distribution.send(location, call, "pull");
            int status = answered.reply().status();
            if (page == 0 && isUnsupported(status)) {
                throw Failures.failure(Reason.UNSUPPORTED, location.host().host(), "lists no repositories");
            }
            if (status != 200) {
                throw Failures.of(answered, location.host().host());
            }
            int before = names.size();
            names.addAll(names(location, answered.reply().body(), "repositories"));
            Optional<String> next = next("/v2/", call, answered.reply(), "_catalog");
            if (next.isEmpty() || names.size() == before) {
                break;
            }
            target = "/v2/" + next.get();
        }
        return names.stream().limit(ImageSource.MAX_TAGS).toList();
    }

    private static List<String> names(Location location, byte[] bytes, String key) throws UnavailableException {
        try {
            Node document = new Json().json(bytes);
            return document.texts(key);
        } catch (MalformedException e) {
            throw Failures.failure(
                    Reason.MALFORMED, location.host().host(), "the list of " + key + " " + e.getMessage());
        }
    }

    /** The next page, if the {@code Link} stays with the same list of the same repository at the same host. */
    private static Optional<String> next(Location location, Call call, Reply reply, String list) {
        return next("/v2/" + location.at().repository() + "/", call, reply, list);
    }

    private static Optional<String> next(String root, Call call, Reply reply, String list) {
        String link = reply.header("link").orElse("");
        int open = link.indexOf('<');
        int close = link.indexOf('>');
        if (open < 0
                || close < open
                || !link.substring(close).replace(" ", "").replace("\"", "").contains("rel=next")) {
            return Optional.empty();
        }
        try {
            URI base = URI.create(call.host().url() + call.target());
            URI next = base.resolve(link.substring(open + 1, close));
            String path = String.valueOf(next.getRawPath());
            boolean same = base.getAuthority().equals(next.getAuthority()) && path.startsWith(root + list);
            if (!same) {
                return Optional.empty();
            }
            String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
            return Optional.of(path.substring(root.length()) + query);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
