package dev.plinth.base.products;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A repository whose images mark their children: one line of {@code official-images.txt}, which says what each part means.
 *
 * @param path repository: {@code python}, {@code mcr.microsoft.com/dotnet/runtime}; may hold variables in braces
 * @param runtime name of the language; null for what is none
 * @param variables that hold its version, the surest first
 * @param also further variables that must be there, some holding a text ({@code JAVA_HOME~sapmachine}): an application may set
 *     {@code NODE_VERSION} for its own ends
 * @param or a step's text that marks it as well as those; empty: none does
 * @param without variables that must not be there
 * @param steps texts of which one must stand in a step that ran, set labels or declared an argument; empty: none has to
 * @param strong whether the marks are its own; else it is only worth asking
 * @param always whether the first variable is in every image of it
 * @param words how {@code CMD}, {@code ENTRYPOINT} and copied programs call it, in lower case
 * @param parts how many parts of the version its usual tags have
 * @param tags how its tags say what they stand on
 * @param onAlpine whether its plain tag stands on Alpine
 * @param templates of likely tags, the most telling first; empty: they follow from {@code tags}
 */
record Product(
        String path,
        @Nullable String runtime,
        List<String> variables,
        List<String> also,
        String or,
        List<String> without,
        List<String> steps,
        boolean strong,
        boolean always,
        Set<String> words,
        int parts,
        TagForm tags,
        boolean onAlpine,
        List<String> templates) {

    /** Between a variable's name and what its value must hold. */
    private static final char HOLDS = '~';

    Product {
        variables = List.copyOf(variables);
        also = List.copyOf(also);
        without = List.copyOf(without);
        steps = List.copyOf(steps);
        words = Set.copyOf(words);
        templates = List.copyOf(templates);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it says what no line may
     */
    static Product parse(String line) {
        List<String> tokens = List.of(line.strip().split(" +", 20));
        String path = tokens.getFirst();
        String name = path.substring(path.lastIndexOf('/') + 1);
        Map<String, String> values = new HashMap<>();
        for (String token : tokens.subList(1, tokens.size())) {
            int equals = token.indexOf('=');
            String key = equals < 0 ? token : token.substring(0, equals);
            if (values.put(key, equals < 0 ? "" : token.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(path + " says " + key + " twice");
            }
        }
        String language = values.remove("language");
        String parts = values.remove("parts");
        String form = values.remove("form");
        String on = values.remove("on");
        String or = values.remove("or");
        List<String> words = listed(values.remove("as"));
        List<String> versions = listed(values.remove("version"));
        Product product = new Product(
                path,
                language == null || !language.isEmpty() ? language : name,
                versions.isEmpty() ? List.of(name.toUpperCase(Locale.ROOT).replace('-', '_') + "_VERSION") : versions,
                listed(values.remove("with")),
                or == null ? "" : or,
                listed(values.remove("without")),
                listed(values.remove("step")),
                values.remove("strong") != null,
                values.remove("always") != null,
                lowered(words, name),
                parts == null ? 2 : Integer.parseInt(parts),
                form == null
                        ? TagForm.CODENAME
                        : TagForm.valueOf(form.toUpperCase(Locale.ROOT).replace('-', '_')),
                "alpine".equals(on),
                listed(values.remove("tags")));
        if (!values.isEmpty() || product.steps().contains("")) {
            throw new IllegalArgumentException(path + " says " + values.keySet());
        }
        return product;
    }

    /** The last part of its repository, as programs and files are called after it: {@code neo4j}. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static List<String> listed(@Nullable String value) {
        return value == null ? List.of() : new ArrayList<>(List.of(value.split(",", 40)));
    }

    private static Set<String> lowered(List<String> words, String name) {
        Set<String> lowered = new HashSet<>(Set.of(name));
        words.forEach(word -> lowered.add(word.toLowerCase(Locale.ROOT)));
        return lowered;
    }

    /** Whether all its further marks are there. */
    boolean isSure(Clues clues) {
        return strong && isMarked(clues);
    }

    /** Whether one of its marks is a text that only it sets, as {@code JAVA_HOME} of one vendor: no application does so for itself. */
    boolean isTold(Clues clues) {
        return also.stream().anyMatch(other -> other.indexOf(HOLDS) >= 0) && isMarked(clues);
    }

    private boolean isMarked(Clues clues) {
        return isSet(clues) || !or.isEmpty() && JavaMarks.mentions(clues, or);
    }

    private boolean isSet(Clues clues) {
        for (String other : also) {
            int sign = other.indexOf(HOLDS);
            String value = clues.environment()
                    .get(sign < 0 ? other : other.substring(0, sign))
                    .orElse(null);
            if (value == null || sign >= 0 && !holds(value, other.substring(sign + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String value, String texts) {
        for (String text : texts.split("\\|", 10)) {
            if (value.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this may be such an image at all. */
    boolean isPossible(Clues clues) {
        return (!always || clues.environment().has(variables.getFirst()))
                && (strong || isMarked(clues))
                && without.stream().noneMatch(clues.environment()::has)
                && (steps.isEmpty() || clues.steps().all().stream().anyMatch(this::isMark));
    }

    /** Index of the first step that has its marks; 0 if it needs none. */
    int markStep(Clues clues) {
        List<Step> all = clues.steps().all();
        for (int i = 0; i < all.size() && !steps.isEmpty(); i++) {
            if (isMark(all.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private boolean isMark(Step step) {
        return (step.instruction() == Instruction.RUN
                        || step.instruction() == Instruction.LABEL
                        || step.instruction() == Instruction.ARG)
                && steps.stream().anyMatch(step.text()::contains);
    }
}
