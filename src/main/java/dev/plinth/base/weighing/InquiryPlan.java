package dev.plinth.base.weighing;

import dev.plinth.base.Base;
import dev.plinth.base.Claim;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.ancestry.BuildTime;
import dev.plinth.base.ancestry.MovedTags;
import dev.plinth.base.inquiry.Answer;
import dev.plinth.base.inquiry.Inquiry;
import dev.plinth.base.inquiry.Need;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.weighing.Checked.Standing;
import dev.plinth.image.Image;
import dev.plinth.image.reference.ImageReference;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to read next: claims first, then provenance, then likely names, then content; each only while it can still tell something. */
final class InquiryPlan {

    /** Names of our own making that are looked up for one image, in all. */
    static final int MOST_CANDIDATES = 9;
    /** And in each round: the first name tells most images, so that it is asked alone. */
    private static final int FIRST_ROUND = 1;

    private static final int LATER_ROUNDS = 2;

    private static final int MOST_CLAIMS = 4;

    /** Repositories that are asked for a digest which nobody names a place for. */
    private static final int MOST_PLACES = 3;

    private final Weighed weighed;
    private final Classification classification;
    private final Set<Need> needs;
    private final @Nullable Instant before;
    private final Set<Inquiry> next = new LinkedHashSet<>();

    InquiryPlan(Weighed weighed, Classification classification, Set<Need> needs) {
        this.weighed = weighed;
        this.classification = classification;
        this.needs = needs;
        // Where somebody says what the base is, times are theirs as well: whatever may refute it is read.
        this.before = weighed.claims().isEmpty() ? BuildTime.of(weighed.image()) : null;
    }

    List<Inquiry> next() {
        claims();
        provenance();
        if (next.isEmpty()) {
            candidates();
        }
        current();
        if (next.isEmpty()) {
            content();
        }
        return List.copyOf(next);
    }

    /** A claim that is not borne out yet is looked into whatever the policy asks: it may be a lie. */
    private void claims() {
        int asked = count(true);
        for (Checked checked : weighed.claims()) {
            Claim claim = checked.claim();
            boolean worth = checked.is(Standing.OPEN)
                    || checked.is(Standing.IN_LINEAGE) && claim.digest() != null && !claim.inherited();
            if (!worth || asked >= MOST_CLAIMS) {
                continue;
            }
            if (claim.reference() == null) {
                asked += nameless(claim, MOST_CLAIMS - asked);
                continue;
            }
            ImageReference reference = claim.reference();
            Inquiry byDigest = base(claim.digest() == null ? reference : reference.withDigest(claim.digest()), true);
            if (!weighed.dossier().asked(byDigest)) {
                asked += next.add(byDigest) ? 1 : 0;
            } else if (reference.tag() != null && isUnread(byDigest)) {
                Inquiry byTag = base(reference.withDigest(null), true);
                if (!weighed.dossier().asked(byTag)) {
                    asked += next.add(byTag) ? 1 : 0;
                }
            }
        }
    }

    /** A digest without a name is looked for where the image lies, and where its likely bases do. */
    private int nameless(Claim claim, int most) {
        Set<ImageReference> places = new LinkedHashSet<>();
        places.add(weighed.image().reference().name());
        for (Candidate candidate : weighed.fingerprint().candidates()) {
            places.add(candidate.ask().name());
        }
        int asked = 0;
        int place = 0;
        for (ImageReference repository : places) {
            Inquiry inquiry = base(repository.withDigest(claim.digest()), true);
            boolean more =
                    place++ < MOST_PLACES && asked < most && !weighed.dossier().asked(inquiry);
            asked += more && next.add(inquiry) ? 1 : 0;
        }
        return asked;
    }

    private Inquiry base(ImageReference reference, boolean claimed) {
        return new Inquiry.BaseImage(reference, claimed, needs.contains(Need.AGE), before);
    }

    private boolean isUnread(Inquiry inquiry) {
        for (Answer answer : weighed.dossier().answers()) {
            if (answer.to().equals(inquiry)) {
                return answer instanceof Answer.Nothing;
            }
        }
        return false;
    }

    private int count(boolean claimed) {
        int count = 0;
        for (Answer answer : weighed.dossier().answers()) {
            if (answer.to() instanceof Inquiry.BaseImage asked && asked.claimed() == claimed) {
                count++;
            }
        }
        return count;
    }

    private void provenance() {
        Base judged = classification.judgedBase();
        boolean open = judged == null || judged.evidence() != Confidence.VERIFIED;
        boolean wanted = needs.contains(Need.PINNING) && (judged == null || judged.pinning() == null)
                || open && (needs.contains(Need.BASE) || needs.contains(Need.VERIFIED))
                || classification.tier() == null && needs.contains(Need.TIER);
        Image image = weighed.image();
        if (!wanted || classification.self() != null) {
            return;
        }
        var attestations = image.index() == null
                ? List.<dev.plinth.image.Descriptor>of()
                : image.index().attestationsOf(image.digest());
        // An index that names no attestation has none; only without an index may there be referrers.
        if (!attestations.isEmpty() || image.index() == null) {
            Inquiry inquiry = new Inquiry.Provenance(attestations, image.digest());
            if (!weighed.dossier().asked(inquiry)) {
                next.add(inquiry);
            }
        }
    }

    private void candidates() {
        Base base = classification.base();
        boolean wanted = needs.contains(Need.BASE)
                || needs.contains(Need.VERIFIED)
                || needs.contains(Need.CURRENT)
                || needs.contains(Need.TIER);
        if (classification.self() != null
                || !wanted
                || base != null && base.scratch()
                || ClaimCheck.isRootConverted(weighed.image())) {
            return;
        }
        int asked = count(false);
        int most = asked == 0 ? FIRST_ROUND : LATER_ROUNDS;
        int round = 0;
        MovedTags moved = MovedTags.of(weighed.dossier());
        for (Candidate candidate : LikelyNames.of(weighed, classification, needs)) {
            if (asked >= MOST_CANDIDATES || round >= most) {
                return;
            }
            Inquiry inquiry = base(candidate.ask(), false);
            if (!moved.leaveNothingFor(candidate.ask())
                    && !weighed.dossier().isSilent(candidate.ask().registry())
                    && !weighed.dossier().asked(inquiry)
                    && next.add(inquiry)) {
                asked++;
                round++;
            }
        }
    }

    private void current() {
        Base judged = classification.judgedBase();
        if (!needs.contains(Need.CURRENT) || judged == null || judged.reference() == null) {
            return;
        }
        ImageReference tag = judged.reference().withDigest(null);
        if (tag.tag() == null || wasRead(tag)) {
            return;
        }
        next.add(base(tag, false));
    }

    private boolean wasRead(ImageReference tag) {
        for (Answer answer : weighed.dossier().answers()) {
            if (answer.to() instanceof Inquiry.BaseImage asked
                    && asked.reference().equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private void content() {
        Facts facts = classification.facts();
        boolean open = classification.tier() == null
                || facts.libc() == null
                || facts.shell() == null
                || facts.packageManager() == null
                || facts.buildTools() == null;
        Image image = weighed.image();
        Inquiry inquiry = new Inquiry.Content(image.manifest().layers());
        if (needs.contains(Need.CONTENT)
                && open
                && !image.platform().isWindows()
                && !image.manifest().layers().isEmpty()
                && !weighed.dossier().asked(inquiry)) {
            next.add(inquiry);
        }
    }
}
