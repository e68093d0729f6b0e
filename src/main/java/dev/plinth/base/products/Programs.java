package dev.plinth.base.products;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Products that no variable names: by what their images start ({@code CMD ["traefik"]}), the program that they copy, where they
 * lie and keep their data, and their title. Anybody may start or copy a program of that name, so that such a product is only asked for.
 */
final class Programs {

    /** More words of one command than this are arguments. */
    private static final int MOST_WORDS = 4;

    /** What stands between the words of a command, in either form. */
    private static final String BETWEEN = "[]\", ";

    private static final List<String> TITLES =
            List.of("org.opencontainers.image.title", "org.label-schema.name", "org.opencontainers.image.ref.name");

    /** The label that images on Red Hat's bases must have; a word too common to be looked for in the steps. */
    private static final String NAME = "name";

    private static final int MOST_PATHS = 24;
    private static final int MOST_PARTS = 8;
    /** Directories that say nothing of whose they are. */
    private static final Set<String> EVERYWHERE =
            Set.of("usr", "local", "bin", "sbin", "lib", "lib64", "opt", "root", "home", "var", "app");
    /** What ends the name of a variable that says where a product lies. */
    private static final List<String> PLACES = List.of("_HOME", "_SDK");

    private Programs() {}

    /** The products with the index of the highest step that speaks of each. */
    static Map<Product, Integer> in(Clues clues) {
        Map<Product, Integer> seen = new LinkedHashMap<>();
        List<Step> steps = clues.steps().all();
        for (int i = 0; i < steps.size(); i++) {
            for (String word : words(steps.get(i))) {
                add(word, i, clues, seen);
            }
        }
        for (Map.Entry<String, String> variable : clues.environment().values().entrySet()) {
            for (String word : places(variable)) {
                add(word, settingStep(variable.getKey(), word, steps), clues, seen);
            }
        }
        // A title that no step sets has no place: it belongs to the product that set it first.
        for (String title : TITLES) {
            String said = clues.config().label(title).orElse("");
            int step = said.isEmpty() ? 0 : titleStep(title, said, steps);
            add(said, step, clues, seen);
            add(said.replace(' ', '-'), step, clues, seen);
        }
        add(clues.config().label(NAME).orElse(""), 0, clues, seen);
        return seen;
    }

    /** Where a product lies by its own variable ({@code DART_SDK}), or by where its programs are found ({@code /opt/couchbase/bin}). */
    private static List<String> places(Map.Entry<String, String> variable) {
        String name = variable.getKey();
        if (name.equals("PATH")) {
            List<String> words = new ArrayList<>();
            for (String path : variable.getValue().split(":", MOST_PATHS)) {
                for (String part : path.split("/", MOST_PARTS)) {
                    if (!part.isEmpty() && !EVERYWHERE.contains(part)) {
                        words.add(part);
                    }
                }
            }
            return words;
        }
        for (String place : PLACES) {
            if (name.endsWith(place)) {
                return List.of(name.substring(0, name.length() - place.length()).replace('_', '-'));
            }
        }
        return List.of();
    }

    /** The lowest step that sets the variable so; 0 if the history does not say. */
    private static int settingStep(String variable, String word, List<Step> steps) {
        String said = word.toLowerCase(Locale.ROOT);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.instruction() == Instruction.ENV
                    && step.says(variable)
                    && step.text().toLowerCase(Locale.ROOT).replace('_', '-').contains(said)) {
                return i;
            }
        }
        return 0;
    }

    private static void add(String said, int step, Clues clues, Map<Product, Integer> seen) {
        for (Product product : Products.ALL.called(program(said))) {
            if (product.isPossible(clues)) {
                seen.merge(product, step, Math::max);
            }
        }
    }

    private static List<String> words(Step step) {
        return switch (step.instruction()) {
            case CMD, ENTRYPOINT -> started(step.text());
            case COPY, ADD, VOLUME -> List.of(step.destination());
            case LABEL -> titles(step.text());
            default -> List.of();
        };
    }

    /** By hand: a regular expression would be compiled for every step of every image. */
    private static List<String> started(String text) {
        List<String> words = new ArrayList<>(MOST_WORDS);
        int begin = 0;
        for (int i = 0; i <= text.length() && words.size() < MOST_WORDS; i++) {
            if (i == text.length() || BETWEEN.indexOf(text.charAt(i)) >= 0) {
                if (i > begin && text.charAt(begin) != '-') {
                    words.add(text.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return words;
    }

    private static List<String> titles(String text) {
        List<String> words = new ArrayList<>();
        for (String title : TITLES) {
            int at = text.indexOf(title);
            if (at >= 0 && text.startsWith("=", at + title.length())) {
                String rest = text.substring(at + title.length() + 1).replace("\"", "");
                int space = rest.indexOf(' ');
                words.add(space < 0 ? rest : rest.substring(0, space));
            }
        }
        return words;
    }

    private static int titleStep(String title, String said, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.instruction() == Instruction.LABEL
                    && (step.text().contains(title + "=" + said) || step.text().contains(title + "=\"" + said))) {
                return i;
            }
        }
        return 0;
    }

    /** The last part of a path, in lower case and without a version: {@code perl5.26.1} is {@code perl}. */
    private static String program(String word) {
        String path = word.endsWith("/") ? word.substring(0, word.length() - 1) : word;
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.length() > 40) {
            return "";
        }
        int end = 0;
        while (end < name.length() && !(Character.isDigit(name.charAt(end)) && end > 2)) {
            end++;
        }
        String bare = name.substring(0, end).toLowerCase(Locale.ROOT);
        return bare.endsWith("-") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
