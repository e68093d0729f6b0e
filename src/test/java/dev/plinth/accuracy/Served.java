package dev.plinth.accuracy;

import dev.plinth.base.Classification;
import dev.plinth.base.Unavailable;
import dev.plinth.base.ancestry.BuildTime;
import dev.plinth.base.ancestry.StandIn;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.data.Node;
import dev.plinth.image.Annotations;
import dev.plinth.image.Descriptor;
import dev.plinth.image.Image;
import dev.plinth.image.ImageConfig;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What registries serve at one moment, and the loop that reads from them what the classifier asks for. */
final class Served {

    /** As many as one look has in the program. */
    private static final int ROUNDS = 5;

    private static final int BUDGET = 10;

    private final Map<String, Image> byName = new HashMap<>();
    private final Map<String, List<Node>> provenance = new HashMap<>();

    Served serve(String reference, Image image) {
        ImageReference name = ImageReference.parse(reference);
        byName.put(name.path() + ":" + name.lookup(), image);
        byName.put(name.path() + "@" + image.digest(), image);
        byName.put(name.path() + "@" + image.root(), image);
        return this;
    }

    Served attest(Image image, List<Node> statements) {
        provenance.put(image.digest().toString(), statements);
        return this;
    }

    /** What came of it. */
    record Outcome(Classification classification, int exchanges) {}

    /** What one look has read so far; documents by digest are read once. */
    private static final class Tally {
        private final Set<Digest> read = new HashSet<>();
        private int exchanges;

        void document(Digest digest) {
            exchanges += read.add(digest) ? 1 : 0;
        }

        /** A tag has to be asked, whatever is remembered. */
        void tag(Digest digest) {
            read.add(digest);
            exchanges++;
        }
    }

    Outcome resolve(Classifier classifier, Image image) {
        Set<Need> needs = EnumSet.of(Need.TIER, Need.BASE, Need.PINNING, Need.VERIFIED);
        Dossier dossier = new Dossier(image, List.of());
        Tally tally = new Tally();
        tally.tag(image.root());
        tally.document(image.digest());
        tally.document(image.manifest().config().digest());
        int left = BUDGET;
        for (int round = 0; round < ROUNDS && left > 0; round++) {
            List<Inquiry> inquiries =
                    classifier.inquiries(dossier, needs).stream().limit(left).toList();
            if (inquiries.isEmpty()) {
                break;
            }
            left -= inquiries.size();
            List<Answer> answers = new ArrayList<>();
            for (Inquiry inquiry : inquiries) {
                answers.add(answer(inquiry, image, tally));
            }
            dossier = dossier.with(answers);
        }
        return new Outcome(classifier.classify(dossier), tally.exchanges);
    }

    private static Image with(Image image, ImageConfig config) {
        return new Image(
                image.reference(),
                image.root(),
                image.digest(),
                image.index(),
                image.manifest(),
                config,
                image.platform());
    }

    /** The official images' indexes say beside each entry when it was built; others' mostly do not. */
    private static Descriptor entry(ImageReference name, Image image) {
        Instant created =
                name.path().startsWith("docker.io/library/") ? image.config().created() : null;
        return new Descriptor(
                image.manifest().mediaType(),
                image.digest(),
                0,
                created == null ? Map.of() : Map.of(Annotations.CREATED, created.toString()),
                image.platform(),
                null,
                null);
    }

    private Answer answer(Inquiry inquiry, Image about, Tally tally) {
        Unavailable nothing = Unavailable.of(Unavailable.Reason.NOT_FOUND, "registry", "");
        return switch (inquiry) {
            case Inquiry.BaseImage asked -> {
                ImageReference name = asked.reference();
                Image image = byName.get(
                        name.digest() == null ? name.path() + ":" + name.lookup() : name.path() + "@" + name.digest());
                if (image == null) {
                    tally.exchanges++;
                    yield new Answer.Nothing(asked, nothing);
                }
                Digest found = name.digest() == null ? image.root() : name.digest();
                if (name.digest() == null) {
                    tally.tag(found);
                } else {
                    tally.document(found);
                }
                if (BuildTime.isTooYoung(asked, entry(name, image))) {
                    yield new Answer.BaseImages(asked, found, List.of());
                }
                tally.document(image.digest());
                ImageConfig standIn = StandIn.of(about, asked, image.manifest()).orElse(null);
                if (standIn == null) {
                    tally.document(image.manifest().config().digest());
                }
                yield new Answer.BaseImages(asked, found, List.of(standIn == null ? image : with(image, standIn)));
            }
            case Inquiry.Provenance asked -> {
                List<Node> statements = provenance.get(asked.subject().toString());
                // The attestation's manifest, or the referrers; and the statement.
                tally.exchanges += statements == null ? 1 : asked.attestations().isEmpty() ? 3 : 2;
                yield statements == null
                        ? new Answer.Nothing(asked, nothing)
                        : new Answer.Statements(asked, statements);
            }
            case Inquiry.Content asked -> new Answer.Nothing(asked, nothing);
        };
    }
}
