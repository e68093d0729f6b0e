package dev.plinth.accuracy;

import dev.plinth.base.Answer;
import dev.plinth.base.Classification;
import dev.plinth.base.Classifier;
import dev.plinth.base.Dossier;
import dev.plinth.base.Inquiry;
import dev.plinth.base.Need;
import dev.plinth.base.Unavailable;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.ImageReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What registries serve at one moment, and the loop that reads from them what the classifier asks for. */
final class Served {

    /** Exchanges for one image: index, manifest, configuration. */
    private static final int EXCHANGES_AN_IMAGE = 3;

    private static final int ROUNDS = 8;

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

    Outcome resolve(Classifier classifier, Image image) {
        Set<Need> needs = EnumSet.of(Need.TIER, Need.BASE, Need.PINNING, Need.VERIFIED);
        Dossier dossier = new Dossier(image, List.of());
        int exchanges = 3;
        for (int round = 0; round < ROUNDS; round++) {
            List<Inquiry> inquiries = classifier.inquiries(dossier, needs);
            if (inquiries.isEmpty()) {
                return new Outcome(classifier.classify(dossier), exchanges);
            }
            List<Answer> answers = new ArrayList<>();
            for (Inquiry inquiry : inquiries) {
                Answer answer = answer(inquiry);
                exchanges += answer instanceof Answer.Nothing ? 1 : EXCHANGES_AN_IMAGE;
                answers.add(answer);
            }
            dossier = dossier.with(answers);
        }
        throw new IllegalStateException("asks for ever: " + classifier.inquiries(dossier, needs));
    }

    private Answer answer(Inquiry inquiry) {
        Unavailable nothing = Unavailable.of(Unavailable.Reason.NOT_FOUND, "registry", "");
        return switch (inquiry) {
            case Inquiry.BaseImage asked -> {
                ImageReference name = asked.reference();
                Image image = byName.get(
                        name.digest() == null ? name.path() + ":" + name.lookup() : name.path() + "@" + name.digest());
                yield image == null
                        ? new Answer.Nothing(asked, nothing)
                        : new Answer.BaseImages(
                                asked, name.digest() == null ? image.root() : name.digest(), List.of(image));
            }
            case Inquiry.Provenance asked -> {
                List<Node> statements = provenance.get(asked.subject().toString());
                yield statements == null
                        ? new Answer.Nothing(asked, nothing)
                        : new Answer.Statements(asked, statements);
            }
            case Inquiry.Content asked -> new Answer.Nothing(asked, nothing);
        };
    }
}
