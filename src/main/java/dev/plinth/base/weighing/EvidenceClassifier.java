package dev.plinth.base.weighing;

import dev.plinth.base.Catalogue;
import dev.plinth.base.Classification;
import dev.plinth.base.Classifier;
import dev.plinth.base.Dossier;
import dev.plinth.base.Facts;
import dev.plinth.base.Inquiry;
import dev.plinth.base.Need;
import dev.plinth.data.Node;
import dev.plinth.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Weighs all evidence. */
public final class EvidenceClassifier implements Classifier {

    private final Catalogue catalogue;
    private final UnaryOperator<ImageReference> identity;

    private final Function<String, Optional<Node>> json;

    /**
     * The classifier over a catalogue.
     *
     * @param identity what an image is, however it is called (a mirror's name to the canonical one)
     * @param json reads JSON that stands as text in a label, within limits; empty if it is none
     */
    public EvidenceClassifier(
            Catalogue catalogue, UnaryOperator<ImageReference> identity, Function<String, Optional<Node>> json) {
        this.catalogue = catalogue;
        this.identity = identity;
        this.json = json;
    }

    @Override
    public Classification classify(Dossier dossier) {
        List<ImageReference> lineage =
                catalogue
                        .prefixes(
                                dossier.image().layers(),
                                dossier.image().config().diffIds())
                        .reversed()
                        .stream()
                        .map(match -> identity.apply(match.base().names().getFirst()))
                        .toList();
        return new Classification(
                null,
                List.of(),
                null,
                null,
                lineage,
                Facts.UNKNOWN,
                List.of(),
                List.of(),
                dossier.image().size());
    }

    @Override
    public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
        return List.of();
    }
}
