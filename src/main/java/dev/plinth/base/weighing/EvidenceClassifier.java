package dev.plinth.base.weighing;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.Classification;
import dev.plinth.base.ancestry.Ancestor;
import dev.plinth.base.ancestry.Ancestors;
import dev.plinth.base.claims.Claims;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.history.FlattenedHistory;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.Classifier;
import dev.plinth.base.inquiry.Dossier;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.products.Found;
import dev.plinth.base.provenance.ProvenanceClaims;
import dev.plinth.data.Node;
import dev.plinth.image.reference.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Weighs all evidence, in one visible order: {@link #weigh}. */
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
        return conclude(weigh(dossier));
    }

    @Override
    public List<Inquiry> inquiries(Dossier dossier, Set<Need> needs) {
        Weighed weighed = weigh(dossier);
        return new InquiryPlan(weighed, conclude(weighed), needs).next();
    }

    /** Marks, then layers, then claims held against the layers; content last, because it needs none of them. */
    private Weighed weigh(Dossier dossier) {
        Fingerprint fingerprint = Fingerprint.of(FlattenedHistory.restored(dossier.image(), json));
        List<Ancestor> ancestors = Ancestors.of(dossier, catalogue, identity, fingerprint.candidates());
        List<Claim> claims = claims(dossier);
        List<Checked> checked = new ClaimCheck(dossier, catalogue, identity, ancestors).check(claims);
        return new Weighed(
                dossier,
                fingerprint,
                ancestors,
                checked,
                productsBelow(dossier, fingerprint, ancestors),
                Weighed.content(dossier));
    }

    /** Where two claims say different things, the build's own record comes first, what children inherit last. */
    private List<Claim> claims(Dossier dossier) {
        List<Claim> claims = new ArrayList<>();
        for (Answer answer : dossier.answers()) {
            if (answer instanceof Answer.Statements found) {
                claims.addAll(ProvenanceClaims.of(dossier.image(), found.statements()));
            }
        }
        claims.addAll(Claims.of(dossier.image(), json));
        return claims;
    }

    /** The products that the image stands on: an image of a product's own repository is that product, and stands on those below. */
    private List<Found> productsBelow(Dossier dossier, Fingerprint fingerprint, List<Ancestor> ancestors) {
        ImageReference image = identity.apply(dossier.image().reference());
        Ancestor last = ancestors.isEmpty() ? null : ancestors.getLast();
        Ancestor self =
                last != null && last.layers() == dossier.image().layers().size() ? last : null;
        List<Found> below = new ArrayList<>();
        for (Found product : fingerprint.products()) {
            if (product.name().sameRepository(image) || self != null && self.isIn(product.name())) {
                break;
            }
            below.add(product);
        }
        return below;
    }

    private Classification conclude(Weighed weighed) {
        BaseChoice choice = new BaseChoice(weighed, identity);
        Base self = choice.self();
        Base base = choice.base();
        TierJudge.Judged judged = new TierJudge(weighed, catalogue, identity).judge();
        Ancestor known = weighed.self();
        return new Classification(
                judged.tier(),
                known == null ? List.of() : known.names(),
                self,
                base,
                new Lineage(weighed, catalogue, identity).of(base, choice),
                judged.facts(),
                EvidenceLines.of(weighed, judged),
                EvidenceLines.refutations(weighed.claims()),
                weighed.image().size());
    }
}
