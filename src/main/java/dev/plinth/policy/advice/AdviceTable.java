package dev.plinth.policy.advice;

import dev.plinth.base.Tier;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.image.reference.ReferencePattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of good bases: dated data.
 *
 * @param checked when its facts were last compared with their sources
 * @param ends product to version or codename to the first day without support
 * @param families of bases, in the order in which they are tried
 */
public record AdviceTable(LocalDate checked, Map<String, Map<String, LocalDate>> ends, List<Family> families) {

    /** Where the table stands among the program's resources, as YAML. */
    public static final String RESOURCE = "/dev/plinth/policy/advice.yaml";

    public AdviceTable {
        ends = Map.copyOf(ends);
        families = List.copyOf(families);
    }

    /**
     * Bases of one kind.
     *
     * @param name for texts
     * @param repositories whose images belong to it
     * @param runtime name of the runtime in an image's facts; null for servers and distributions
     * @param parts how many parts of a version a tag has
     * @param distribution that its codenames are of; null if it has none
     * @param codenames that its tags exist for, the one to prefer first
     * @param alpines releases of Alpine that its tags exist for, the one to prefer first
     * @param slimLast whether {@code slim} stands behind the codename: {@code 24-trixie-slim}
     * @param upgrade the version to go to from one that has ended; null if that is nobody's to say
     * @param entries in the order in which they are tried
     */
    public record Family(
            String name,
            List<ReferencePattern> repositories,
            @Nullable String runtime,
            int parts,
            @Nullable String distribution,
            List<String> codenames,
            List<String> alpines,
            boolean slimLast,
            @Nullable String upgrade,
            List<Entry> entries) {
        public Family {
            repositories = List.copyOf(repositories);
            codenames = List.copyOf(codenames);
            alpines = List.copyOf(alpines);
            entries = List.copyOf(entries);
        }

        /** Whether an image of this name belongs to it. */
        boolean has(ImageReference name) {
            return repositories.stream().anyMatch(pattern -> pattern.matches(name));
        }

        /** What {@link AdviceTable#ends} calls it. */
        String product() {
            return runtime != null ? runtime : name;
        }
    }

    /**
     * One base to advise.
     *
     * @param kind of change
     * @param tier that it is
     * @param to a {@link Template}
     * @param versions of the runtime that it exists for; empty: all
     * @param since from this day on it exists; null: always
     * @param until from this day on it has no support; null: as its version and codename
     * @param needs what must hold
     * @param why in a phrase
     * @param caveat in a phrase
     */
    public record Entry(
            Candidate.Kind kind,
            Tier tier,
            String to,
            List<String> versions,
            @Nullable LocalDate since,
            @Nullable LocalDate until,
            List<Proviso> needs,
            String why,
            String caveat) {
        public Entry {
            versions = List.copyOf(versions);
            needs = List.copyOf(needs);
        }

        boolean isOffered(LocalDate today) {
            return (since == null || !today.isBefore(since)) && (until == null || today.isBefore(until));
        }
    }

    /** Whether this version, or a later one than it, has no support any more. */
    boolean hasEnded(@Nullable String product, @Nullable String version, LocalDate today) {
        Map<String, LocalDate> versions = product == null ? null : ends.get(product);
        if (versions == null || version == null) {
            return false;
        }
        LocalDate end = versions.get(version);
        if (end != null) {
            return !today.isBefore(end);
        }
        return versions.entrySet().stream()
                .anyMatch(listed -> !today.isBefore(listed.getValue())
                        && Versions.areComparable(version, listed.getKey())
                        && Versions.compare(version, listed.getKey()) < 0);
    }
}
