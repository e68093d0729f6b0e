package dev.plinth.accuracy;

import dev.plinth.base.Classification;
import dev.plinth.base.Tier;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.image.Image;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Images that neither the rules nor the shipped catalogue were made from: the recorded ones as pods run them, and builds of 1 to 10
 * layers on top of them, while their tags serve them, have moved on, or cannot be read.
 */
final class OtherBuilds {

    private static final List<String> KINDS = List.of("built upon, served", "built upon, moved", "built upon, unread");

    private final List<OtherRecord> records;
    private final Catalogue catalogue;
    private final Random random;

    OtherBuilds(List<OtherRecord> records, Catalogue catalogue, long seed) {
        this.records = List.copyOf(records);
        this.catalogue = catalogue;
        this.random = new Random(seed);
    }

    List<Judged> all(int each) {
        List<Judged> cases = new ArrayList<>();
        for (OtherRecord record : records) {
            cases.add(new Judged(record, itself(record, "itself, served", served(record, false))));
            cases.add(new Judged(record, itself(record, "itself, unread", new Served())));
            if (!record.image().root().equals("scratch")) {
                for (String kind : KINDS) {
                    for (int i = 0; i < each; i++) {
                        cases.add(new Judged(record, on(record, kind)));
                    }
                }
            }
        }
        return cases;
    }

    private Case itself(OtherRecord record, String kind, Served served) {
        PublishedImage image = record.image();
        boolean root = image.isRoot() && !image.root().equals("scratch");
        return new Case(
                kind,
                image.reference().familiar(),
                image.image(),
                served,
                catalogue,
                image.tier(),
                root ? "itself" : image.root(),
                image.base(),
                image.isRoot() ? 0 : record.baseLayers(),
                kind.contains("served") && !image.isRoot());
    }

    private Case on(OtherRecord record, String kind) {
        PublishedImage published = record.image();
        Image base = published.image();
        String name = "registry.corp/team/app:1." + random.nextInt(50);
        Sketch sketch =
                Sketch.on(base, name).created(base.config().created().plusSeconds(86_400L * (1 + random.nextInt(40))));
        boolean apt = published.root().startsWith("debian") || published.root().startsWith("ubuntu");
        OwnLayers.addTo(published, sketch, random, apt);
        Served served = kind.contains("unread") ? new Served() : served(record, kind.contains("moved"));
        return new Case(
                kind,
                name + " on " + published.reference().familiar(),
                sketch.image(),
                served,
                catalogue,
                published.tier(),
                published.root(),
                published.reference().familiar(),
                base.layers().size(),
                kind.contains("served"));
    }

    /** The image by every tag of it, and its ancestors by theirs. */
    private static Served served(OtherRecord record, boolean moved) {
        Served served = new Served();
        PublishedImage published = record.image();
        if (!published.isRoot() && record.baseLayers() > 0) {
            Image root = record.ancestor(
                    published.root(),
                    published.root().equals(published.base()) ? record.baseLayers() : Math.min(record.baseLayers(), 1));
            serve(served, published.root(), root, moved);
            record.rootNames().forEach(name -> serve(served, name.canonical(), root, moved));
            serve(served, published.base(), record.ancestor(published.base(), record.baseLayers()), moved);
        }
        record.names().forEach(name -> serve(served, name.canonical(), published.image(), moved));
        return served;
    }

    private static void serve(Served served, String name, Image image, boolean moved) {
        served.serve(name, moved ? OrdinaryBuilds.rebuilt(image, name) : image);
    }

    /** A case, judged with the names and tiers that are as right as those of the record. */
    record Judged(OtherRecord record, Case one) {

        Case against(Classification found) {
            Tier tier = found.tier() != null && found.tier() == record.orTier() ? found.tier() : one.tier();
            String root = one.root();
            if (!found.lineage().isEmpty() && isRootsName(found.lineage().getLast())) {
                root = found.lineage().getLast().familiar();
            }
            return new Case(
                    one.kind(),
                    one.name(),
                    one.image(),
                    one.served(),
                    one.catalogue(),
                    tier,
                    root,
                    one.base(),
                    one.baseLayers(),
                    one.knowable());
        }

        /** Another name of the same root: the base's, where nothing is between, or an alias. */
        private boolean isRootsName(ImageReference name) {
            PublishedImage image = record.image();
            if (record.rootNames().stream().anyMatch(other -> other.familiar().equals(name.familiar()))) {
                return true;
            }
            return image.isRoot()
                    ? record.names().stream().anyMatch(alias -> alias.familiar().equals(name.familiar()))
                    : record.baseLayers() == 1
                            && ImageReference.parse(image.base()).familiar().equals(name.familiar());
        }
    }
}
