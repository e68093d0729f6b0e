package dev.plinth.catalogue;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.CatalogueStore.Failure;
import dev.plinth.review.source.CatalogueStore.Progress;
import dev.plinth.review.source.Exchange;
import dev.plinth.review.source.ImageSource;
import dev.plinth.review.source.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One look at many tags, a few at a time. A tag that points at a build which an earlier look has read costs one HEAD. A registry
 * that says that it was asked too often is not asked again in this look.
 */
final class Refresh {

    private static final int AT_ONCE = 4;
    private static final Duration EACH = Duration.ofMinutes(2);

    private final ImageSource source;
    private final BuildReader reader;
    private final UnaryOperator<ImageReference> identity;
    private final Instant now;
    private final Exchange exchange;
    private final Progress progress;

    /** Name and digest, of index or manifest, to what an earlier look has read under it. */
    private final Map<ImageReference, List<KnownBuild>> known = new HashMap<>();

    private final List<KnownBuild> builds = Collections.synchronizedList(new ArrayList<>());
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Unavailable> exhausted = new ConcurrentHashMap<>();
    private final AtomicInteger unchanged = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    Refresh(
            ImageSource source,
            BuildReader reader,
            UnaryOperator<ImageReference> identity,
            Instant now,
            Exchange exchange,
            Progress progress) {
        this.source = source;
        this.reader = reader;
        this.identity = identity;
        this.now = now;
        this.exchange = exchange;
        this.progress = progress;
    }

    /** What an earlier look has read. */
    Refresh knowing(List<KnownBuild> earlier) {
        for (KnownBuild build : earlier) {
            for (KnownBuild.Name name : build.names()) {
                known(name.reference(), build.index(), build);
                known(name.reference(), build.manifest(), build);
            }
        }
        return this;
    }

    private void known(ImageReference name, @Nullable Digest digest, KnownBuild build) {
        if (digest != null) {
            known.computeIfAbsent(name.withDigest(digest), _ -> new ArrayList<>(1))
                    .add(build);
        }
    }

    /** Looks at the tags; ends early at the deadline, and then says of which tags nothing is known. */
    Refresh over(List<ImageReference> tags) {
        Semaphore slots = new Semaphore(AT_ONCE);
        List<Thread> threads = new ArrayList<>(tags.size());
        for (ImageReference tag : tags) {
            slots.acquireUninterruptibly();
            threads.add(Thread.ofVirtual().name("plinth-catalogue").start(() -> {
                try {
                    look(tag);
                } finally {
                    slots.release();
                    progress.at(done.incrementAndGet(), tags.size(), tag.familiar());
                }
            }));
        }
        slots.acquireUninterruptibly(AT_ONCE);
        return this;
    }

    private void look(ImageReference tag) {
        Unavailable exhaustion = exhausted.get(tag.registry());
        try {
            if (exhaustion != null) {
                throw new UnavailableException(exhaustion);
            }
            if (exchange.deadline().passed()) {
                throw new UnavailableException(
                        Unavailable.of(Reason.TIMED_OUT, tag.registry(), "the time for this look was over"));
            }
            Exchange own = exchange.until(exchange.deadline().orEarlier(EACH));
            ImageReference name = identity.apply(tag);
            List<KnownBuild> same = known.getOrDefault(name.withDigest(source.head(tag, own)), List.of());
            if (same.isEmpty()) {
                builds.addAll(reader.read(tag, now, own));
            } else {
                unchanged.incrementAndGet();
                same.forEach(build -> builds.add(build.seen(name, now)));
            }
        } catch (UnavailableException e) {
            if (e.unavailable().reason() == Reason.RATE_LIMITED) {
                exhausted.put(tag.registry(), e.unavailable());
            }
            failures.add(new Failure(tag.familiar(), e.unavailable()));
        }
    }

    List<KnownBuild> builds() {
        return List.copyOf(builds);
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    int unchanged() {
        return unchanged.get();
    }
}
