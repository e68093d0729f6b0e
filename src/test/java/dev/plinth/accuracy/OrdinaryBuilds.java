package dev.plinth.accuracy;

import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Honest builds on published images: 1 to 10 own layers, with each kind of evidence and with none, known and unknown to the catalogue. */
final class OrdinaryBuilds {

    private static final List<String> KINDS = List.of(
            "known",
            "known, metadata only",
            "known, recompressed",
            "known, base annotations",
            "root known, tag serves",
            "tag serves",
            "tag moved",
            "tag moved, base annotations",
            "tag moved, base label",
            "tag moved, Buildah comment",
            "claim cannot be read",
            "provenance max",
            "provenance max, tag moved",
            "provenance min",
            "tag serves, recompressed",
            "without its product, tag serves",
            "older build known, tag serves",
            "newer build known, tag moved");

    /** When a tag moved on: after any build on what it was before. */
    private static final Duration LATER = Duration.ofDays(60);

    private final List<PublishedImage> published;
    private final Catalogue everything;
    private final Catalogue roots;
    private final Catalogue nothing;
    private final Catalogue others;
    private final Map<String, Catalogue> withoutProduct = new HashMap<>();
    private final Random random;

    OrdinaryBuilds(List<PublishedImage> published, long seed) {
        this.published = published;
        this.everything = KnownImages.of(published);
        this.roots =
                KnownImages.of(published.stream().filter(PublishedImage::isRoot).toList());
        this.nothing = KnownImages.of(List.of());
        this.others = KnownImages.ofImages(
                published, one -> rebuilt(one.image(), one.reference().canonical()));
        this.random = new Random(seed);
    }

    /** The published images themselves, known and not. */
    List<Case> themselves() {
        List<Case> cases = new ArrayList<>();
        for (PublishedImage one : published) {
            for (String kind : List.of("itself, known", "itself, roots known", "itself, unknown")) {
                Catalogue catalogue =
                        kind.endsWith("roots known") ? roots : kind.endsWith("unknown") ? nothing : everything;
                Image image = one.image();
                cases.add(new Case(
                        kind,
                        one.reference().familiar(),
                        image,
                        new Served(),
                        catalogue,
                        one.tier(),
                        one.isRoot() && !one.root().equals("scratch") ? "itself" : one.root(),
                        one.base(),
                        0,
                        false));
            }
        }
        return cases;
    }

    List<Case> builds(int each) {
        List<Case> cases = new ArrayList<>();
        for (PublishedImage base : published) {
            if (base.root().equals("scratch")) {
                continue;
            }
            for (String kind : KINDS) {
                for (int i = 0; i < each; i++) {
                    cases.add(build(base, kind, i));
                }
            }
        }
        return cases;
    }

    private Case build(PublishedImage published, String kind, int number) {
        Image base = published.image();
        String name = "registry.corp/team/app" + number + ":1." + random.nextInt(50);
        Sketch sketch =
                Sketch.on(base, name).created(base.config().created().plusSeconds(86_400L * (1 + random.nextInt(40))));
        String reference = published.reference().canonical();
        boolean buildah = kind.contains("Buildah");
        if (buildah) {
            sketch.entry(new HistoryEntry(
                    base.config().created(), "/bin/sh -c #(nop) ENV A=b", "", "FROM " + reference, true));
        }
        if (kind.contains("metadata only")) {
            sketch.step("CMD [\"/app/start\"]");
        } else {
            boolean apt =
                    published.root().startsWith("debian") || published.root().startsWith("ubuntu");
            OwnLayers.add(sketch, random, buildah, apt);
        }
        if (kind.contains("recompressed")) {
            sketch.recompressed();
        }
        if (kind.contains("annotations") || kind.contains("cannot be read")) {
            sketch.annotation(Annotations.BASE_NAME, published.reference().familiar());
            sketch.annotation(Annotations.BASE_DIGEST, base.root().toString());
        }
        if (kind.contains("label")) {
            sketch.label(Annotations.BASE_NAME, reference);
        }
        Served served = new Served();
        if (kind.contains("serves") || kind.contains("annotations") || kind.contains("provenance")) {
            served.serve(reference, base);
        }
        if (kind.contains("moved")) {
            served.serve(reference, rebuilt(base, reference));
        }
        boolean provenance = kind.startsWith("provenance");
        Image image = (provenance ? sketch.attested() : sketch).image();
        if (provenance) {
            String digest = base.root().toString();
            served.attest(
                    image,
                    List.of(
                            kind.contains("min")
                                    ? Attested.min(image, published.reference().familiar(), digest)
                                    : Attested.max(image, reference, digest)));
        }
        boolean knowable = kind.startsWith("known")
                || kind.contains("serves")
                || kind.contains("annotations")
                || provenance
                || kind.contains("label")
                || buildah
                || kind.contains("cannot");
        return new Case(
                kind,
                name + " on " + published.reference().familiar(),
                image,
                served,
                catalogue(kind, published),
                published.tier(),
                published.isRoot() ? published.reference().familiar() : published.root(),
                published.reference().familiar(),
                base.layers().size(),
                knowable);
    }

    private Catalogue catalogue(String kind, PublishedImage base) {
        if (kind.startsWith("known")) {
            return everything;
        }
        if (kind.startsWith("root")) {
            return roots;
        }
        if (kind.startsWith("older") || kind.startsWith("newer")) {
            return others;
        }
        return kind.startsWith("without")
                ? withoutProduct.computeIfAbsent(base.reference().path(), this::without)
                : nothing;
    }

    /** All but one product's records, whatever their vintage. */
    private Catalogue without(String path) {
        return KnownImages.of(published.stream()
                .filter(one -> !one.reference().path().equals(path))
                .toList());
    }

    /** The same tag some weeks later: other layers throughout. */
    static Image rebuilt(Image base, String reference) {
        Instant created = base.config().created();
        Sketch sketch = Sketch.named(reference);
        if (created != null) {
            sketch.created(created.plus(LATER));
        }
        base.config().history().forEach(sketch::entry);
        sketch.env(base.config().env().toArray(String[]::new));
        for (var layer : base.manifest().layers()) {
            sketch.bareLayer(
                    Sketch.digest("new " + layer.digest()), Sketch.digest("new tar " + layer.digest()), layer.size());
        }
        return sketch.image();
    }
}
