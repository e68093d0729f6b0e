package dev.plinth.review.audit;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Resolution.Classified;
import dev.plinth.base.Tier;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster is ready to enforce, in numbers.
 *
 * @param namespaces those with most that would be refused first
 * @param rules those that object most first
 * @param bases those under objection first, by the workloads that a change would mend
 * @param tiers images by tier label, {@code unknown} among them, smallest tier first
 */
public record Readiness(
        List<NamespaceRow> namespaces, List<RuleRow> rules, List<BaseRow> bases, Map<String, Integer> tiers) {

    /** The label of images whose tier cannot be told, or which were not looked up. */
    public static final String UNKNOWN = "unknown";

    /**
     * One namespace. Counts are of distinct images of owners, pods apart.
     *
     * @param pods that run them
     * @param outcomes how many images came off how; each outcome is there
     * @param wouldBeRefused images with a violation, whatever the mode
     */
    public record NamespaceRow(String namespace, int pods, Map<Outcome, Integer> outcomes, int wouldBeRefused) {

        public int count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }
    }

    /**
     * One rule that somebody breaks.
     *
     * @param rule its name
     * @param images that break it
     * @param workloads distinct owners with such an image
     * @param namespaces where
     */
    public record RuleRow(String rule, int images, int workloads, int namespaces) {}

    /**
     * One base.
     *
     * @param base its name
     * @param tier label of the tier of images on it; the worst if they differ
     * @param workloads distinct owners with an image on it
     * @param violating those of them that would be refused
     * @param instead what to use instead, where that is known
     */
    public record BaseRow(
            String base,
            String tier,
            int workloads,
            int violating,
            @Nullable Advice instead) {}

    public Readiness {
        namespaces = List.copyOf(namespaces);
        rules = List.copyOf(rules);
        bases = List.copyOf(bases);
    }

    public static Readiness of(List<AuditedImage> images) {
        return new Readiness(namespaces(images), rules(images), bases(images), tiers(images));
    }

    /** Images that came off so, everywhere. */
    public int count(Outcome outcome) {
        return namespaces.stream().mapToInt(row -> row.count(outcome)).sum();
    }

    /** Namespaces in which nothing would be refused. */
    public int ready() {
        return (int)
                namespaces.stream().filter(row -> row.wouldBeRefused() == 0).count();
    }

    /** The tier's label of one image. */
    public static String tierOf(AuditedImage image) {
        Classification classification = classificationOf(image);
        Tier tier = classification == null ? null : classification.tier();
        return tier == null ? UNKNOWN : tier.label();
    }

    /** The base's name of one image; {@code unknown} where it cannot be told. */
    public static String baseOf(AuditedImage image) {
        Classification classification = classificationOf(image);
        Base base = classification == null ? null : classification.judgedBase();
        return base == null ? UNKNOWN : base.name();
    }

    private static @Nullable Classification classificationOf(AuditedImage image) {
        return image.judged().resolution() instanceof Classified classified ? classified.classification() : null;
    }

    private static List<NamespaceRow> namespaces(List<AuditedImage> images) {
        Map<String, List<AuditedImage>> byNamespace = new TreeMap<>();
        for (AuditedImage image : images) {
            byNamespace
                    .computeIfAbsent(image.namespace(), _ -> new ArrayList<>())
                    .add(image);
        }
        List<NamespaceRow> rows = new ArrayList<>();
        byNamespace.forEach((namespace, its) -> {
            Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, 0);
            }
            its.forEach(image -> outcomes.merge(image.judged().verdict().outcome(), 1, Integer::sum));
            int refused =
                    (int) its.stream().filter(AuditedImage::wouldBeRefused).count();
            int pods = its.stream().mapToInt(AuditedImage::pods).sum();
            rows.add(new NamespaceRow(namespace, pods, outcomes, refused));
        });
        rows.sort(Comparator.comparingInt(NamespaceRow::wouldBeRefused)
                .reversed()
                .thenComparing(NamespaceRow::namespace));
        return rows;
    }

    private static List<RuleRow> rules(List<AuditedImage> images) {
        Map<String, List<AuditedImage>> byRule = new TreeMap<>();
        for (AuditedImage image : images) {
            image.judged().verdict().findings().stream()
                    .filter(finding -> finding.kind() == Finding.Kind.VIOLATION)
                    .map(Finding::rule)
                    .distinct()
                    .forEach(rule ->
                            byRule.computeIfAbsent(rule, _ -> new ArrayList<>()).add(image));
        }
        List<RuleRow> rows = new ArrayList<>();
        byRule.forEach((rule, its) -> rows.add(new RuleRow(rule, its.size(), owners(its), (int)
                its.stream().map(AuditedImage::namespace).distinct().count())));
        rows.sort(Comparator.comparingInt(RuleRow::images).reversed());
        return rows;
    }

    private static List<BaseRow> bases(List<AuditedImage> images) {
        Map<String, List<AuditedImage>> byBase = new LinkedHashMap<>();
        for (AuditedImage image : images) {
            byBase.computeIfAbsent(baseOf(image), _ -> new ArrayList<>()).add(image);
        }
        List<BaseRow> rows = new ArrayList<>();
        byBase.forEach((base, its) -> {
            List<AuditedImage> violating =
                    its.stream().filter(AuditedImage::wouldBeRefused).toList();
            Advice instead = violating.stream()
                    .flatMap(image -> image.judged().advice().stream())
                    .findFirst()
                    .orElse(null);
            rows.add(new BaseRow(base, worstTier(its), owners(its), owners(violating), instead));
        });
        rows.sort(Comparator.comparingInt(BaseRow::violating)
                .thenComparingInt(BaseRow::workloads)
                .reversed()
                .thenComparing(BaseRow::base));
        return rows;
    }

    private static int owners(List<AuditedImage> images) {
        Set<List<String>> owners = new HashSet<>();
        images.forEach(image -> owners.add(
                List.of(image.namespace(), image.owner().kind(), image.owner().name())));
        return owners.size();
    }

    private static String worstTier(List<AuditedImage> images) {
        Tier worst = null;
        for (AuditedImage image : images) {
            Classification classification = classificationOf(image);
            Tier tier = classification == null ? null : classification.tier();
            if (tier != null && (worst == null || tier.compareTo(worst) > 0)) {
                worst = tier;
            }
        }
        return worst == null ? UNKNOWN : worst.label();
    }

    private static Map<String, Integer> tiers(List<AuditedImage> images) {
        Map<String, Integer> tiers = new LinkedHashMap<>();
        for (Tier tier : Tier.values()) {
            tiers.put(tier.label(), 0);
        }
        tiers.put(UNKNOWN, 0);
        images.forEach(image -> tiers.merge(tierOf(image), 1, Integer::sum));
        return tiers;
    }
}
