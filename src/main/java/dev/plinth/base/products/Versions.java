package dev.plinth.base.products;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import java.util.Locale;
import java.util.Map;

/** Which version of a product an image holds: its variable, else what stands beside its name in the steps. */
final class Versions {

    private static final String LABEL = "org.opencontainers.image.version";
    private static final String OLD_LABEL = "org.label-schema.version";
    /** Signs that may stand between a program's name and its version: {@code perl-5.26.1}, {@code ghc/8.2.1}, {@code NAME=v3}. */
    private static final String BETWEEN = "-_/=:v'\"";

    private static final int MOST_BETWEEN = 3;

    private Versions() {}

    /** Empty if nothing tells it. */
    static String of(Product product, Clues clues) {
        for (String variable : product.variables()) {
            String version = Text.firstVersion(
                    withoutEpoch(clues.environment().get(variable).orElse("")));
            if (!version.isEmpty()) {
                return version;
            }
        }
        for (String variable : product.variables()) {
            String version = argument(variable, clues);
            if (!version.isEmpty()) {
                return version;
            }
        }
        String beside = besideName(product, clues);
        return beside.isEmpty() ? labelled(clues) : beside;
    }

    /** Packages of Debian may have a number before their version: {@code 1:11.8.8+maria~ubu2404}. */
    private static String withoutEpoch(String value) {
        int colon = value.indexOf(':');
        boolean epoch = colon > 0 && value.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9');
        return epoch ? value.substring(colon + 1) : value;
    }

    private static String besideName(Product product, Clues clues) {
        String best = "";
        for (Step step : clues.steps().all()) {
            boolean telling = step.instruction() == Instruction.RUN
                    || step.instruction() == Instruction.CMD
                    || step.instruction() == Instruction.ARG
                    || step.instruction() == Instruction.COPY
                    || step.instruction() == Instruction.ADD;
            if (!telling) {
                continue;
            }
            String text = step.text().toLowerCase(Locale.ROOT);
            String name = product.path().substring(product.path().lastIndexOf('/') + 1);
            best = longer(best, after(text, name, clues));
            for (String word : product.words()) {
                best = longer(best, after(text, word, clues));
            }
        }
        return best;
    }

    /** The version that stands beside a name, the longest of several. */
    private static String after(String text, String name, Clues clues) {
        String best = "";
        int at = text.indexOf(name);
        for (int found = 0; at >= 0 && found < 40; found++) {
            boolean word = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int from = at + name.length();
            int end = Math.min(text.length(), from + MOST_BETWEEN);
            while (from < end && BETWEEN.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            if (word && from < text.length()) {
                best = longer(
                        best, text.charAt(from) == '$' ? variable(text, from + 1, clues) : Text.version(text, from));
            }
            at = text.indexOf(name, at + 1);
        }
        return best;
    }

    /** The version that a variable or a build argument holds, as in {@code mosquitto-${VERSION}}; empty if it is not known. */
    private static String variable(String text, int from, Clues clues) {
        int begin = from < text.length() && text.charAt(from) == '{' ? from + 1 : from;
        int end = begin;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        String name = text.substring(begin, end);
        if (name.isEmpty()) {
            return "";
        }
        for (Map.Entry<String, String> entry : clues.environment().values().entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return Text.firstVersion(entry.getValue());
            }
        }
        return argument(name, clues);
    }

    /** The version that a build argument holds; empty if it is not declared with one. */
    private static String argument(String name, Clues clues) {
        return Text.firstVersion(clues.steps().argument(name).orElse(""));
    }

    private static String longer(String one, String other) {
        return dots(other) > dots(one) || one.isEmpty() ? other : one;
    }

    private static long dots(String version) {
        return version.chars().filter(c -> c == '.').count();
    }

    /** The label that children inherit, unless it is the distribution's. */
    private static String labelled(Clues clues) {
        boolean distribution = clues.config()
                .label("org.opencontainers.image.ref.name")
                .filter(name -> name.equals("ubuntu"))
                .isPresent();
        String label = clues.config()
                .label(LABEL)
                .or(() -> clues.config().label(OLD_LABEL))
                .orElse("");
        if (!label.isEmpty() && !distribution) {
            return Text.firstVersion(label);
        }
        for (Step step : clues.steps().all()) {
            if (step.instruction() == Instruction.LABEL && !distribution) {
                int at = Math.max(step.text().indexOf(LABEL + "="), step.text().indexOf(OLD_LABEL + "="));
                if (at >= 0) {
                    return Text.firstVersion(step.text().substring(step.text().indexOf('=', at)));
                }
            }
        }
        return "";
    }
}
