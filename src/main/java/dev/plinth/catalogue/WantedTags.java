package dev.plinth.catalogue;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import dev.plinth.review.source.CatalogueStore.Failure;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From what a person wrote, references and patterns, to the tags to look at. For one thread. */
final class WantedTags {

    /** Of one pattern. Lists are in lexical order as a rule, so that the last ones are the likelier to be new. */
    static final int MOST = 1_000;

    /** Tags that signatures and referrers stand under, which are no images. */
    private static final String REFERRER = "sha256-";

    private final ImageSource source;
    private final Exchange exchange;
    private final Set<ImageReference> tags = new LinkedHashSet<>();
    private final List<Failure> failures = new ArrayList<>();

    WantedTags(ImageSource source, Exchange exchange) {
        this.source = source;
        this.exchange = exchange;
    }

    /** Adds what this reference or pattern stands for. */
    void add(String base) {
        try {
            int colon = base.indexOf(':', base.lastIndexOf('/') + 1);
            String name = colon < 0 ? base : base.substring(0, colon);
            if (name.indexOf('*') >= 0) {
                repositories(base, name, ReferencePattern.parse(base));
            } else if (colon >= 0 && base.indexOf('*', colon) >= 0) {
                matching(base, List.of(ImageReference.parse(name)), ReferencePattern.parse(base));
            } else {
                single(base, ImageReference.parse(base));
            }
        } catch (IllegalArgumentException e) {
            fail(base, Reason.INVALID_REFERENCE, String.valueOf(e.getMessage()));
        }
    }

    private void single(String base, ImageReference reference) {
        if (reference.digest() != null) {
            fail(base, Reason.UNSUPPORTED, "a base is followed by its tag, a digest never changes");
        } else {
            tags.add(reference.tag() == null ? reference.withTag("latest") : reference);
        }
    }

    /** The pattern reaches over repositories, so that the registry has to say which there are. */
    private void repositories(String base, String name, ReferencePattern pattern) {
        ImageReference sought = ImageReference.parse(name.replace("**", "x").replace('*', 'x'));
        if (name.substring(0, name.indexOf('/') + 1).indexOf('*') >= 0) {
            fail(base, Reason.UNSUPPORTED, "the registry must be named");
            return;
        }
        try {
            List<ImageReference> repositories = new ArrayList<>();
            for (String repository : source.repositories(sought, exchange)) {
                ImageReference.lenient(sought.registry() + "/" + repository)
                        .filter(ReferencePattern.parse(name)::matches)
                        .ifPresent(repositories::add);
            }
            matching(base, repositories, pattern);
        } catch (UnavailableException e) {
            failures.add(new Failure(base, e.unavailable()));
        }
    }

    private void matching(String base, List<ImageReference> repositories, ReferencePattern pattern) {
        List<ImageReference> found = new ArrayList<>();
        try {
            for (ImageReference repository : repositories) {
                for (String tag : source.tags(repository, exchange)) {
                    tagged(repository, tag).filter(pattern::matches).ifPresent(found::add);
                }
            }
        } catch (UnavailableException e) {
            failures.add(new Failure(base, e.unavailable()));
        }
        if (found.size() > MOST) {
            fail(base, Reason.TOO_LARGE, found.size() + " tags match, of which the last " + MOST + " are looked at");
        }
        tags.addAll(found.subList(Math.max(0, found.size() - MOST), found.size()));
    }

    private static Optional<ImageReference> tagged(ImageReference repository, String tag) {
        try {
            return tag.startsWith(REFERRER) ? Optional.empty() : Optional.of(repository.withTag(tag));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void fail(String base, Reason reason, String detail) {
        failures.add(new Failure(base, Unavailable.of(reason, null, detail)));
    }

    List<ImageReference> tags() {
        return List.copyOf(tags);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }
}
