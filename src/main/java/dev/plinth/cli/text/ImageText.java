package dev.plinth.cli.text;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Evidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Refutation;
import dev.plinth.base.Resolution;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Advice;
import dev.plinth.policy.Finding;
import dev.plinth.policy.Mode;
import dev.plinth.policy.Outcome;
import dev.plinth.policy.Subject;
import dev.plinth.review.text.Sizes;
import dev.plinth.review.workload.JudgedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One judged image in a few lines, each of which a person can check by hand. */
public final class ImageText {

    private static final int EVIDENCE = 6;

    private final Terminal terminal;

    public ImageText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The results of one image; platforms that come out alike stand together. */
    public String of(List<JudgedImage> results) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (JudgedImage judged : results) {
            alike.computeIfAbsent(body(judged), body -> new ArrayList<>()).add(platform(judged));
        }
        StringBuilder out = new StringBuilder();
        String name = results.isEmpty()
                ? ""
                : Terminal.plain(results.getFirst().image().image());
        alike.forEach((body, platforms) -> out.append(terminal.paint(Terminal.Colour.STRONG, name))
                .append(title(platforms))
                .append('\n')
                .append(body));
        return out.toString();
    }

    private static String title(List<String> platforms) {
        String all = String.join(", ", platforms);
        return all.isEmpty() ? "" : "  " + all;
    }

    private static String platform(JudgedImage judged) {
        return judged.resolution() instanceof Resolution.Classified classified
                ? classified.platform().toString()
                : "";
    }

    /** Everything below the title, each line indented by two. */
    public String body(JudgedImage judged) {
        Lines lines = new Lines();
        lines.painted("verdict", verdict(judged.verdict().outcome(), judged.resolution()));
        switch (judged.resolution()) {
            case Resolution.Classified classified -> known(lines, judged, classified.classification());
            case Resolution.Unread unread ->
                lines.add("reason", unread.unavailable().toString());
            case null -> {
                // Nothing had to be looked up: what the reference shows is all there is to say.
            }
        }
        for (Finding finding : judged.verdict().findings()) {
            lines.painted("rule", finding(finding));
        }
        for (String exemption : judged.verdict().exemptions()) {
            lines.add("exempt", exemption);
        }
        for (Advice advice : judged.advice()) {
            lines.add("fix", advice.line() + measures(advice));
            lines.add("", advice.why());
        }
        return lines.toString();
    }

    private String verdict(Outcome outcome, @Nullable Resolution resolution) {
        Terminal.Colour colour = switch (outcome) {
            case COMPLIANT -> Terminal.Colour.GOOD;
            case VIOLATING -> Terminal.Colour.BAD;
            case EXEMPT, UNKNOWN, UNAVAILABLE -> Terminal.Colour.WARN;
        };
        String note = resolution == null && outcome == Outcome.COMPLIANT ? " (nothing had to be looked up)" : "";
        return terminal.paint(colour, outcome.label()) + note;
    }

    private static void known(Lines lines, JudgedImage judged, Classification known) {
        lines.add("tier", tier(known));
        lines.add("base", base(known));
        if (!known.knownAs().isEmpty()) {
            lines.add(
                    "known as",
                    String.join(
                            ", ",
                            known.knownAs().stream()
                                    .limit(4)
                                    .map(ImageReference::familiar)
                                    .toList()));
        }
        lines.add("pinning", pinning(judged.subject(), known.base()));
        lines.add("size", size(known));
        for (Evidence evidence : known.evidence().stream().limit(EVIDENCE).toList()) {
            lines.add("evidence", (evidence.verified() ? "verified by " : "") + evidence(evidence));
        }
        for (Refutation refuted : known.refuted()) {
            lines.add("refuted", refuted.claim() + "; in truth " + refuted.truth());
        }
    }

    private static String evidence(Evidence evidence) {
        String kind = evidence.kind().label();
        // What stands in an annotation or a label says so itself.
        return evidence.says().startsWith(kind) ? evidence.says() : kind + ": " + evidence.says();
    }

    private static String tier(Classification known) {
        List<String> facts = facts(known.facts());
        String label = known.tier() == null ? "unknown" : known.tier().label();
        return facts.isEmpty() ? label : label + "  (" + String.join(", ", facts) + ")";
    }

    private static List<String> facts(Facts facts) {
        List<String> said = new ArrayList<>();
        if (facts.distribution() != null) {
            said.add(String.join(" ", present(facts.distribution(), facts.release(), facts.codename())));
        }
        if (facts.runtime() != null) {
            said.add(facts.runtime());
        }
        if (facts.libc() != null) {
            said.add(facts.libc() == Libc.NONE ? "no libc" : facts.libc().label());
        }
        if (facts.shell() != null) {
            said.add(facts.shell() ? "shell" : "no shell");
        }
        if (facts.packageManager() != null) {
            said.add(
                    facts.packageManager().equals(Facts.NO_PACKAGE_MANAGER)
                            ? "no package manager"
                            : facts.packageManager());
        }
        if (facts.buildTools() != null) {
            said.add(facts.buildTools() ? "compilers" : "no compilers");
        }
        return said;
    }

    private static List<String> present(@Nullable String... parts) {
        List<String> there = new ArrayList<>();
        for (String part : parts) {
            if (part != null) {
                there.add(part);
            }
        }
        return there;
    }

    private static String base(Classification known) {
        Base base = known.base();
        if (base == null) {
            return known.self() != null ? "none: the image is a root itself" : "unknown";
        }
        StringBuilder out = new StringBuilder(base.name());
        known.lineage().stream()
                .filter(ancestor -> !ancestor.equals(base.reference()))
                .forEach(ancestor -> out.append(" → ").append(ancestor.familiar()));
        out.append("  (").append(base.evidence().label());
        if (base.created() != null) {
            out.append(", built ").append(base.created().toString(), 0, 10);
        }
        if (base.current() != null) {
            out.append(base.current() ? ", current" : ", its tag has moved on");
        }
        return out.append(")").toString();
    }

    private static String pinning(@Nullable Subject subject, @Nullable Base base) {
        String image =
                subject == null ? "unknown" : Pinning.of(subject.written()).label();
        Pinning its = base == null ? null : base.pinning();
        return "image " + image + ", base "
                + (its == null ? "unknown (nothing shows how its FROM was written)" : its.label());
    }

    private static String size(Classification known) {
        Base base = known.base();
        Long below = base == null ? null : base.size();
        return Sizes.of(known.size()) + (below == null ? "" : ", of which base " + Sizes.of(below)) + " (compressed)";
    }

    private String finding(Finding finding) {
        String mode = finding.mode().label();
        String text = finding.rule() + " ("
                + terminal.paint(finding.mode() == Mode.ENFORCE ? Terminal.Colour.BAD : Terminal.Colour.WARN, mode)
                + "): " + Terminal.plain(finding.text());
        return finding.message() == null ? text : text + ". " + Terminal.plain(finding.message());
    }

    private static String measures(Advice advice) {
        List<String> said = new ArrayList<>();
        if (advice.tier() != null) {
            said.add(advice.tier().label());
        }
        if (advice.size() != null) {
            said.add(Sizes.of(advice.size()));
        }
        return said.isEmpty() ? "" : "  (" + String.join(", ", said) + ")";
    }

    private static final class Lines {

        private final StringBuilder out = new StringBuilder();

        void add(String label, String text) {
            painted(label, Terminal.plain(text));
        }

        /** Text that has colours, and was made plain before it got them. */
        void painted(String label, String text) {
            out.append("  ").append(String.format("%-9s", label)).append(text).append('\n');
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
