package dev.plinth.policy.advice;

import dev.plinth.data.Nearest;
import dev.plinth.image.reference.ImageReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reference in which {@code {version}} and the like stand for what an image has: {@code
 * registry.corp/base/python:{version}-slim-{codename}}.
 */
public final class Template {

    /** Every word that may stand in braces, with what it could stand for. */
    private static final Map<String, String> SAMPLES = Map.of(
            "version", "3.12",
            "major", "3",
            "codename", "trixie",
            "alpine", "3.24",
            "distribution", "debian",
            "release", "13",
            "tag", "3.12",
            "repository", "docker.io/library/python",
            "plain", "nonroot");

    private Template() {}

    /**
     * Checks a template.
     *
     * @return the same text
     * @throws IllegalArgumentException if a word in braces is unknown, or what comes of it is no reference with a tag
     */
    public static String check(String template) {
        int open = template.indexOf('{');
        while (open >= 0) {
            int close = template.indexOf('}', open);
            String word = close < 0 ? "" : template.substring(open + 1, close);
            if (!SAMPLES.containsKey(word)) {
                throw new IllegalArgumentException("{" + word + "} stands for nothing"
                        + Nearest.hint(word, SAMPLES.keySet()) + "; known: "
                        + String.join(", ", SAMPLES.keySet().stream().sorted().toList()));
            }
            open = template.indexOf('{', close);
        }
        ImageReference filled =
                fill(template, SAMPLES).orElseThrow(() -> new IllegalArgumentException("must be an image reference"));
        if (filled.tag() == null || filled.digest() != null) {
            throw new IllegalArgumentException(
                    "must have a tag and no digest: the digest is that of the tag when the advice is given");
        }
        return template;
    }

    /** The reference with these words filled in; empty if one is missing, or it does not parse. */
    static Optional<ImageReference> fill(String template, Map<String, String> words) {
        String text = template;
        for (Map.Entry<String, String> word : new HashMap<>(words).entrySet()) {
            text = text.replace("{" + word.getKey() + "}", word.getValue());
        }
        return text.indexOf('{') >= 0 ? Optional.empty() : ImageReference.lenient(text);
    }
}
