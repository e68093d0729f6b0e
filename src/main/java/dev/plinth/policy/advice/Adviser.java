package dev.plinth.policy.advice;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Resolution;
import dev.plinth.base.Tier;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Judge;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Policy;
import dev.plinth.policy.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which bases may be better than the one an image stands on, lowest effort first, at most one of a kind and {@link #MOST} in
 * all. Runtime and version stay unless they have no support any more; the C library stays; nothing that has ended is advised.
 * Immutable and thread-safe.
 */
public final class Adviser {

    /** Nobody weighs more than these. */
    public static final int MOST = 3;

    private static final String GREAT_CHANGE = "major change: test";

    /** Stands for the digest that the candidate will be found under: that there is one is all that counts here. */
    private static final Digest SOME_DIGEST = Digest.parse("sha256:" + "0".repeat(64));

    private final Policy policy;
    private final AdviceTable table;
    private final Judge judge;

    public Adviser(Policy policy, AdviceTable table) {
        this.policy = policy;
        this.table = table;
        this.judge = Judge.of(policy);
    }

    /**
     * Candidates for one image.
     *
     * @param traits what its configuration shows; {@link Traits#UNKNOWN} if it is not at hand
     */
    public List<Candidate> candidates(Subject subject, Classification image, Traits traits, LocalDate today) {
        Situation situation = Situation.of(image, table, today);
        Map<Candidate.Kind, Candidate> chosen = new EnumMap<>(Candidate.Kind.class);
        if (situation.ended() == null) {
            List<Candidate> same = new ArrayList<>();
            refresh(image, situation).ifPresent(same::add);
            pin(subject, image, situation).ifPresent(same::add);
            boolean enough = false;
            for (Candidate candidate : same) {
                Outcome outcome = mended(subject, image, candidate, today);
                enough |= outcome == Outcome.COMPLIANT || outcome == Outcome.EXEMPT;
                if (outcome != Outcome.VIOLATING) {
                    chosen.put(candidate.kind(), candidate);
                }
            }
            if (enough) {
                return List.copyOf(chosen.values());
            }
        }
        List<Candidate> others = replacements(situation);
        for (Candidate candidate : others.isEmpty() ? fromTable(image, traits, situation, today) : others) {
            boolean known =
                    chosen.values().stream().anyMatch(it -> it.reference().equals(candidate.reference()));
            if (!known) {
                chosen.putIfAbsent(candidate.kind(), candidate);
            }
        }
        return chosen.values().stream().limit(MOST).toList();
    }

    private static Optional<Candidate> refresh(Classification image, Situation situation) {
        Base base = image.judgedBase();
        ImageReference name = situation.base();
        return base == null || !Boolean.FALSE.equals(base.current()) || name == null || name.tag() == null
                ? Optional.empty()
                : Optional.of(new Candidate(
                        name, Candidate.Kind.REFRESH, image.tier(), "the newer build of the same tag", "", ""));
    }

    private static Optional<Candidate> pin(Subject subject, Classification image, Situation situation) {
        Base base = image.judgedBase();
        Pinning now = base == null || base.scratch()
                ? Pinning.DIGEST
                : image.self() != null ? Pinning.of(subject.written()) : base.pinning();
        if (now == Pinning.DIGEST) {
            return Optional.empty();
        }
        String alpine =
                "alpine".equals(image.facts().distribution()) && image.facts().release() != null
                        ? Versions.leading(image.facts().release(), 2).orElse(null)
                        : null;
        return PinnedName.of(situation, image.facts().codename(), alpine)
                .map(name -> new Candidate(
                        name, Candidate.Kind.PIN, image.tier(), "the same base, held on to by digest", "", ""));
    }

    /** What the policy would say of the same image on the same base, mended. */
    private Outcome mended(Subject subject, Classification image, Candidate candidate, LocalDate today) {
        boolean refreshed = candidate.kind() == Candidate.Kind.REFRESH;
        Trial trial = Trial.ofSameBase(subject, image, candidate.reference(), SOME_DIGEST, refreshed);
        Resolution as = new Resolution.Classified(SOME_DIGEST, Platform.LINUX_AMD64, trial.classification(), 0);
        return judge.judge(trial.subject(), Optional.of(as), today).outcome();
    }

    /** The operator's own, which come instead of the table's. */
    private List<Candidate> replacements(Situation situation) {
        List<Candidate> candidates = new ArrayList<>();
        for (Policy.Replacement replacement : policy.advice()) {
            if (situation.names().stream().anyMatch(replacement.from()::matches)) {
                Template.fill(replacement.to(), situation.words())
                        .filter(to -> to.tag() != null && to.digest() == null)
                        .filter(to -> !to.equals(situation.base()))
                        .map(to -> new Candidate(
                                to,
                                situation.base() != null && to.sameRepository(situation.base())
                                        ? Candidate.Kind.SLIM_DOWN
                                        : Candidate.Kind.MOVE,
                                null,
                                "advised by the policy",
                                "",
                                ""))
                        .ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private List<Candidate> fromTable(Classification image, Traits traits, Situation situation, LocalDate today) {
        AdviceTable.Family family = situation.family();
        if (family == null) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        for (AdviceTable.Entry entry : family.entries()) {
            if (fits(entry, image, traits, situation, today)) {
                Template.fill(entry.to(), situation.words())
                        .filter(to -> to.tag() != null && !to.equals(situation.base()))
                        .map(to -> candidate(entry, to, image, traits, situation))
                        .ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private static boolean fits(
            AdviceTable.Entry entry, Classification image, Traits traits, Situation situation, LocalDate today) {
        return entry.isOffered(today)
                && (entry.versions().isEmpty()
                        || situation.version() != null && entry.versions().contains(situation.version()))
                && (situation.ended() != null || improves(entry.tier(), image.tier()))
                && entry.needs().stream()
                        .noneMatch(
                                need -> need.state(image.facts(), traits, situation.base()) == Proviso.State.REFUTED);
    }

    /** A smaller tier, or a smaller full one: what cannot be told may be improved. */
    private static boolean improves(Tier to, @Nullable Tier from) {
        return from == null || to.compareTo(from) < 0 || to == Tier.FULL && from == Tier.FULL;
    }

    private static Candidate candidate(
            AdviceTable.Entry entry, ImageReference to, Classification image, Traits traits, Situation situation) {
        StringJoiner provided = new StringJoiner(" and ");
        for (Proviso need : entry.needs()) {
            if (need.state(image.facts(), traits, situation.base()) == Proviso.State.OPEN) {
                provided.add(need.words());
            }
        }
        if (situation.ended() == null) {
            return new Candidate(to, entry.kind(), entry.tier(), entry.why(), provided.toString(), entry.caveat());
        }
        String caveat = entry.caveat().isEmpty() ? GREAT_CHANGE : GREAT_CHANGE + "; " + entry.caveat();
        return new Candidate(
                to,
                entry.kind() == Candidate.Kind.SLIM_DOWN ? Candidate.Kind.UPGRADE : entry.kind(),
                entry.tier(),
                situation.ended() + " has no support any more",
                provided.toString(),
                caveat.length() > Candidate.MAX_CAVEAT ? GREAT_CHANGE : caveat);
    }
}
