package dev.plinth.base;

import dev.plinth.image.ImageReference;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Weighs all evidence. */
final class EvidenceClassifier implements Classifier {

    private final Catalogue catalogue;
    private final UnaryOperator<ImageReference> identity;

    EvidenceClassifier(Catalogue catalogue, UnaryOperator<ImageReference> identity) {
        this.catalogue = catalogue;
        this.identity = identity;
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
