package dev.plinth.policy.advice;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Facts;
import dev.plinth.image.reference.ImageReference;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an image stands: which family its base is of, in which version, and whether that is still supported.
 *
 * @param base name of the judged base, without digest; null if it has none
 * @param names all names of the judged base
 * @param family of bases; null if the table has none for it
 * @param version of the runtime or server, in as many parts as the family's tags have; null if unknown
 * @param ended product and version that have no support any more: {@code python 3.9}; null if none has
 * @param words for templates
 */
record Situation(
        @Nullable ImageReference base,
        List<ImageReference> names,
        AdviceTable.@Nullable Family family,
        @Nullable String version,
        @Nullable String ended,
        Map<String, String> words) {

    static Situation of(Classification image, AdviceTable table, LocalDate today) {
        List<ImageReference> names = names(image);
        Base judged = image.judgedBase();
        ImageReference base = judged != null && judged.reference() != null
                ? judged.reference().withDigest(null)
                : names.isEmpty() ? null : names.getFirst();
        Facts facts = image.facts();
        AdviceTable.Family family = family(names, facts, table);
        String version = family == null ? null : version(family, base, facts);
        String ended = ended(family, version, facts, table, today);
        String running = version;
        if (family != null && table.hasEnded(family.product(), version, today)) {
            running = table.hasEnded(family.product(), family.upgrade(), today) ? null : family.upgrade();
        }
        return new Situation(base, names, family, running, ended, words(base, family, running, facts, table, today));
    }

    private static List<ImageReference> names(Classification image) {
        List<ImageReference> names = new ArrayList<>();
        Base judged = image.judgedBase();
        if (judged != null) {
            if (judged.reference() != null) {
                names.add(judged.reference().withDigest(null));
            }
            judged.alternatives().forEach(name -> names.add(name.withDigest(null)));
        }
        image.knownAs().forEach(name -> names.add(name.withDigest(null)));
        return List.copyOf(names);
    }

    /**
     * By the base's name; by the runtime where the base has no name. A base of another name (tomcat, a golden image) holds
     * more than its runtime, which nothing in the table would bring.
     */
    private static AdviceTable.@Nullable Family family(List<ImageReference> names, Facts facts, AdviceTable table) {
        String runtime = facts.runtime() == null ? "" : facts.runtime().split(" ", 2)[0];
        for (AdviceTable.Family family : table.families()) {
            boolean ours = names.isEmpty()
                    ? runtime.equals(family.runtime())
                    : names.stream().anyMatch(family::has);
            if (ours) {
                return family;
            }
        }
        return null;
    }

    private static @Nullable String version(AdviceTable.Family family, @Nullable ImageReference base, Facts facts) {
        String runtime = facts.runtime();
        if (family.runtime() != null && runtime != null && runtime.startsWith(family.runtime() + " ")) {
            return Versions.leading(runtime.substring(family.runtime().length() + 1), family.parts())
                    .orElse(null);
        }
        return base == null || base.tag() == null || !family.has(base)
                ? null
                : Versions.atMost(base.tag(), family.parts()).orElse(null);
    }

    private static @Nullable String ended(
            AdviceTable.@Nullable Family family,
            @Nullable String version,
            Facts facts,
            AdviceTable table,
            LocalDate today) {
        if (family != null && table.hasEnded(family.product(), version, today)) {
            return family.product() + " " + version;
        }
        String distribution = facts.distribution();
        for (String release : releases(facts)) {
            if (table.hasEnded(distribution, release, today)) {
                return distribution + " " + release;
            }
        }
        return null;
    }

    /** What the table may call the present release. */
    private static List<String> releases(Facts facts) {
        List<String> releases = new ArrayList<>();
        if (facts.codename() != null) {
            releases.add(facts.codename());
        }
        if (facts.release() != null) {
            Versions.leading(facts.release(), 2).ifPresent(releases::add);
            Versions.leading(facts.release(), 1).ifPresent(releases::add);
        }
        return releases;
    }

    private static Map<String, String> words(
            @Nullable ImageReference base,
            AdviceTable.@Nullable Family family,
            @Nullable String version,
            Facts facts,
            AdviceTable table,
            LocalDate today) {
        Map<String, String> words = new HashMap<>();
        put(words, "version", family == null ? runtimeVersion(facts) : version);
        put(words, "distribution", facts.distribution());
        put(words, "release", facts.release());
        put(words, "major", words.containsKey("version") ? words.get("version").split("\\.", 2)[0] : null);
        if (base != null) {
            put(words, "tag", base.tag());
            put(words, "repository", base.path());
            put(words, "plain", plain(base.tag()));
        }
        if (family == null || family.codenames().isEmpty()) {
            put(words, "codename", facts.codename());
        }
        if (family != null) {
            String alpine = "alpine".equals(facts.distribution()) && facts.release() != null
                    ? Versions.leading(facts.release(), 2).orElse(null)
                    : null;
            alive(family.codenames(), facts.codename(), family.distribution(), table, today)
                    .ifPresent(codename -> words.put("codename", codename));
            alive(family.alpines(), alpine, "alpine", table, today).ifPresent(it -> words.put("alpine", it));
        }
        return Map.copyOf(words);
    }

    /** The tag of the same image without its debugging or development variant; null if it is none. */
    private static @Nullable String plain(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        if (tag.equals("debug")) {
            return "latest";
        }
        return tag.startsWith("debug-")
                ? tag.substring("debug-".length())
                : tag.endsWith("-dev") ? tag.substring(0, tag.length() - "-dev".length()) : null;
    }

    private static @Nullable String runtimeVersion(Facts facts) {
        String runtime = facts.runtime();
        int space = runtime == null ? -1 : runtime.indexOf(' ');
        return runtime == null || space < 0 ? null : runtime.substring(space + 1);
    }

    /** The present one while it is offered and supported, else the first that is. */
    private static Optional<String> alive(
            List<String> offered,
            @Nullable String present,
            @Nullable String product,
            AdviceTable table,
            LocalDate today) {
        List<String> supported = offered.stream()
                .filter(one -> !table.hasEnded(product, one, today))
                .toList();
        return present != null && supported.contains(present)
                ? Optional.of(present)
                : supported.stream().findFirst();
    }

    /** What an image says of itself goes into a reference only if it looks like part of one. */
    private static void put(Map<String, String> words, String word, @Nullable String value) {
        if (value != null
                && !value.isEmpty()
                && value.length() <= 128
                && value.chars()
                        .allMatch(c -> c < 128
                                && (Character.isLetterOrDigit(c)
                                        || c == '.'
                                        || c == '-'
                                        || c == '_'
                                        || c == '/'
                                        || c == ':'))) {
            words.put(word, value);
        }
    }
}
