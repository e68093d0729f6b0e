package dev.plinth.base.marks;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.history.Words;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Releases that later steps speak of: package sources ({@code stretch-pgdg}), package versions ({@code ~deb9u1}). */
public final class Mentions {

    /** Set by official images that come on Debian and Alpine, never on Ubuntu. */
    private static final List<String> DEBIAN_PRODUCTS =
            List.of("PYTHON_VERSION", "NODE_VERSION", "RUBY_VERSION", "PHP_VERSION", "GOLANG_VERSION", "RUST_VERSION");

    private Mentions() {}

    /** A code name of Debian; null if none is spoken of. */
    public static @Nullable String debian(Clues clues) {
        for (Map.Entry<String, String> entry : clues.environment().values().entrySet()) {
            String found = debianIn(entry.getValue());
            if (found != null) {
                return found;
            }
        }
        for (Step step : clues.steps().all()) {
            String found = step.instruction() == Instruction.RUN ? debianIn(step.text()) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String debianIn(String text) {
        for (String codename : Releases.debianCodenames()) {
            if (hasRelease(text, codename)) {
                return codename;
            }
        }
        int at = text.indexOf("deb");
        while (at >= 0) {
            String number = Text.version(text, at + 3);
            int end = at + 3 + number.length();
            if (!number.isEmpty()
                    && end < text.length()
                    && text.charAt(end) == 'u'
                    && at > 0
                    && (text.charAt(at - 1) == '+' || text.charAt(at - 1) == '~')) {
                return Releases.debianCodename(number).orElse(null);
            }
            at = text.indexOf("deb", at + 3);
        }
        return null;
    }

    /** A code name of Ubuntu; null if none is spoken of. */
    public static @Nullable String ubuntu(Clues clues) {
        String platform = clues.environment().get("SWIFT_PLATFORM").orElse("");
        if (platform.startsWith("ubuntu")) {
            String codename = Releases.ubuntuCodename(platform.substring("ubuntu".length()))
                    .orElse(null);
            if (codename != null) {
                return codename;
            }
        }
        for (Step step : clues.steps().all()) {
            if (step.instruction() == Instruction.RUN) {
                for (String codename : Releases.ubuntuCodenames()) {
                    if (hasRelease(step.text(), codename)) {
                        return codename;
                    }
                }
            }
        }
        return null;
    }

    public static boolean debianProduct(Clues clues) {
        return DEBIAN_PRODUCTS.stream().anyMatch(clues.environment()::has);
    }

    /** As a word of its own or before a dash, as in {@code stretch-backports}. */
    private static boolean hasRelease(String text, String codename) {
        return text.contains(codename)
                && (Words.has(text, codename)
                        || Words.has(text, codename + "-backports")
                        || Words.has(text, codename + "-pgdg")
                        || Words.has(text, codename + "-updates")
                        || Words.has(text, codename + "-security"));
    }
}
