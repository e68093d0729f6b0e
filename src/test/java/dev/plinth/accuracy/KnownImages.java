package dev.plinth.accuracy;

import dev.plinth.base.Catalogue;
import dev.plinth.base.Facts;
import dev.plinth.base.KnownBase;
import dev.plinth.image.Digest;
import dev.plinth.image.Image;
import dev.plinth.image.ImageReference;
import dev.plinth.image.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A catalogue of published images, by plain comparison of lists. */
final class KnownImages implements Catalogue {

    private record Entry(KnownBase base, List<Digest> layers, List<Digest> diffIds) {}

    private final List<Entry> entries = new ArrayList<>();

    static KnownImages of(List<PublishedImage> images) {
        KnownImages known = new KnownImages();
        images.forEach(known::add);
        return known;
    }

    private void add(PublishedImage published) {
        Image image = published.image();
        if (published.root().equals("scratch")) {
            return;
        }
        ImageReference root = ImageReference.parse(published.root());
        String distribution = root.repository().substring(root.repository().lastIndexOf('/') + 1);
        Facts facts = new Facts(distribution, null, null, null, true, null, null, null);
        entries.add(new Entry(
                new KnownBase(
                        List.of(published.reference()),
                        Platform.LINUX_AMD64,
                        image.layers().size(),
                        image.size(),
                        published.tier(),
                        facts,
                        image.root(),
                        image.digest(),
                        published.steps().getLast().created(),
                        published.isRoot() ? null : ImageReference.parse(published.base()),
                        published.steps().getLast().created(),
                        true),
                image.layers(),
                image.config().diffIds()));
    }

    @Override
    public List<Match> prefixes(List<Digest> layers, List<Digest> diffIds) {
        return entries.stream()
                .filter(entry -> startsWith(layers, entry.layers()) || startsWith(diffIds, entry.diffIds()))
                .map(entry -> new Match(entry.base(), !startsWith(layers, entry.layers())))
                .sorted(Comparator.comparingInt(match -> match.base().layers()))
                .toList();
    }

    private static boolean startsWith(List<Digest> all, List<Digest> first) {
        return first.size() <= all.size() && all.subList(0, first.size()).equals(first);
    }

    @Override
    public Optional<KnownBase> newest(ImageReference reference, Platform platform) {
        return entries.stream()
                .map(Entry::base)
                .filter(base -> base.names().stream()
                        .anyMatch(name ->
                                name.sameRepository(reference) && name.lookup().equals(tagOf(reference))))
                .findFirst();
    }

    private static String tagOf(ImageReference reference) {
        return reference.tag() == null ? "latest" : reference.tag();
    }

    @Override
    public boolean knows(ImageReference repository) {
        return builds().anyMatch(base -> base.names().getFirst().sameRepository(repository));
    }

    @Override
    public Instant built() {
        return Instant.parse("2026-10-01T00:00:00Z");
    }

    @Override
    public int chains() {
        return entries.size();
    }

    @Override
    public Stream<KnownBase> builds() {
        return entries.stream().map(Entry::base);
    }
}
