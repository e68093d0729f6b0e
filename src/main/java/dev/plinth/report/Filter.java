package dev.plinth.report;

import dev.plinth.policy.Finding;
import dev.plinth.review.audit.AuditedImage;
import dev.plinth.review.audit.Readiness;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which audited images a reader wants to see; stands in the page's address, so that a bookmark keeps it. An empty word is no
 * filter.
 *
 * @param namespace exact
 * @param outcome its label, or {@code refused}, or {@code drifted}
 * @param tier its label
 * @param rule name of a rule that objects
 * @param base name of the base
 * @param owner the owner's kind and name ({@code Deployment/cart}); without a slash, a part of either
 * @param exemption identifier of an exemption that it runs under
 * @param show tables to show whole: {@code all}
 * @param page from 1
 */
public record Filter(
        String namespace,
        String outcome,
        String tier,
        String rule,
        String base,
        String owner,
        String exemption,
        String show,
        int page) {

    /** The outcome of whatever would be refused if every rule were enforced. */
    public static final String REFUSED = "refused";

    /** The outcome of whatever has a tag that has moved on. */
    public static final String DRIFTED = "drifted";

    private static final int LONGEST = 300;

    /** From the parameters of an address; what is missing, too long or no number is no filter. */
    static Filter of(Function<String, @Nullable String> parameter) {
        return new Filter(
                word(parameter, "namespace"),
                word(parameter, "outcome"),
                word(parameter, "tier"),
                word(parameter, "rule"),
                word(parameter, "base"),
                word(parameter, "owner"),
                word(parameter, "exemption"),
                word(parameter, "show"),
                page(word(parameter, "page")));
    }

    private static String word(Function<String, @Nullable String> parameter, String name) {
        String value = parameter.apply(name);
        return value == null || value.length() > LONGEST ? "" : value.strip();
    }

    private static int page(String text) {
        return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 1;
    }

    boolean shows(AuditedImage image) {
        return (namespace.isEmpty() || image.namespace().equals(namespace))
                && showsOutcome(image)
                && (tier.isEmpty() || Readiness.tierOf(image).equals(tier))
                && (base.isEmpty() || Readiness.baseOf(image).equals(base))
                && (rule.isEmpty()
                        || image.judged().verdict().findings().stream()
                                .map(Finding::rule)
                                .anyMatch(rule::equals))
                && (exemption.isEmpty() || image.judged().verdict().exemptions().contains(exemption))
                && showsOwner(image);
    }

    private boolean showsOwner(AuditedImage image) {
        String its = image.owner().kind() + "/" + image.owner().name();
        return owner.isEmpty() || (owner.contains("/") ? its.equals(owner) : its.contains(owner));
    }

    private boolean showsOutcome(AuditedImage image) {
        return switch (outcome) {
            case "" -> true;
            case REFUSED -> image.wouldBeRefused();
            case DRIFTED -> image.drifted();
            default -> image.judged().verdict().outcome().label().equals(outcome);
        };
    }

    /** Whether tables are to be shown whole, however long they are. */
    boolean showsAll() {
        return show.equals("all");
    }

    /**
     * One word that is set, for people.
     *
     * @param name of the word
     * @param value of the word
     * @param without the address without it
     */
    public record Chip(String name, String value, String without) {}

    /** The words that are set. */
    public List<Chip> chips() {
        Map<String, String> set = words();
        return set.entrySet().stream()
                .filter(word -> !word.getKey().equals("show"))
                .map(word -> {
                    Map<String, String> others = new LinkedHashMap<>(set);
                    others.remove(word.getKey());
                    return new Chip(word.getKey(), word.getValue(), "report" + joined(others) + "#workloads");
                })
                .toList();
    }

    /** The parameters of this filter on another page, as an address has them. */
    public String query(int otherPage) {
        Map<String, String> words = words();
        if (otherPage != 1) {
            words.put("page", Integer.toString(otherPage));
        }
        return joined(words);
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("namespace", namespace);
        words.put("outcome", outcome);
        words.put("tier", tier);
        words.put("rule", rule);
        words.put("base", base);
        words.put("owner", owner);
        words.put("exemption", exemption);
        words.put("show", show);
        words.values().removeIf(String::isEmpty);
        return words;
    }

    private static String joined(Map<String, String> words) {
        return words.isEmpty()
                ? ""
                : words.entrySet().stream()
                        .map(word -> word.getKey() + "=" + URLEncoder.encode(word.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** The address of the workloads with one word set. */
    static String linkTo(String name, String value) {
        return "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "#workloads";
    }

    /** The address of the workloads with two words set. */
    static String linkTo(String name, String value, String second, String secondValue) {
        return "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&" + second + "="
                + URLEncoder.encode(secondValue, StandardCharsets.UTF_8) + "#workloads";
    }
}
