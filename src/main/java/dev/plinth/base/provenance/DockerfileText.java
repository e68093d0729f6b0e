package dev.plinth.base.provenance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code FROM} of a Dockerfile's final stage as it was written, arguments filled in. Reads {@code FROM} and the arguments before
 * the first one; everything else is passed over, continued lines and here-documents included.
 */
final class DockerfileText {

    private static final int LONGEST = 256 * 1024;
    private static final int LONGEST_LINE = 4_000;
    private static final int MOST_STAGES = 300;

    /**
     * One stage.
     *
     * @param from what it is built from, arguments filled in; null if one of them is not known
     * @param name lower case; null if it has none
     */
    private record Stage(@Nullable String from, @Nullable String name) {}

    private final Map<String, String> buildArguments;
    private final Map<String, String> arguments = new HashMap<>();
    private final List<Stage> stages = new ArrayList<>();

    private DockerfileText(Map<String, String> buildArguments) {
        this.buildArguments = buildArguments;
    }

    /**
     * What the final stage stands on: an image's reference, or {@code scratch}; empty if it cannot be told.
     *
     * @param target stage to build, by name or number; null for the last one
     */
    static Optional<String> base(String text, @Nullable String target, Map<String, String> buildArguments) {
        DockerfileText dockerfile = new DockerfileText(buildArguments);
        dockerfile.read(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        return dockerfile.base(target);
    }

    private void read(String text) {
        char escape = text.stripLeading().toLowerCase(Locale.ROOT).startsWith("# escape=`") ? '`' : '\\';
        StringBuilder instruction = new StringBuilder();
        List<String> ends = new ArrayList<>();
        for (String raw : text.split("\n", -1)) {
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (!ends.isEmpty()) {
                // Within a here-document: only its end counts.
                if (line.stripLeading().equals(ends.getFirst())) {
                    ends.removeFirst();
                }
                continue;
            }
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            boolean continued = stripped.charAt(stripped.length() - 1) == escape;
            String part = continued ? stripped.substring(0, stripped.length() - 1) : stripped;
            if (instruction.length() + part.length() <= LONGEST_LINE) {
                instruction.append(part).append(' ');
            }
            if (!continued) {
                take(instruction.toString().strip(), ends);
                instruction.setLength(0);
            }
        }
        take(instruction.toString().strip(), ends);
    }

    private void take(String instruction, List<String> ends) {
        int space = firstSpace(instruction);
        String word = space < 0 ? instruction : instruction.substring(0, space);
        String rest = space < 0 ? "" : instruction.substring(space).strip();
        switch (word.toUpperCase(Locale.ROOT)) {
            case "FROM" -> from(rest);
            case "ARG" -> {
                if (stages.isEmpty()) {
                    argument(rest);
                }
            }
            case "RUN", "COPY", "ADD" -> hereDocuments(rest, ends);
            default -> {
                // Says nothing of the base.
            }
        }
    }

    private static int firstSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private void argument(String text) {
        for (String one : text.split("\\s", 50)) {
            int equals = one.indexOf('=');
            String name = equals < 0 ? one : one.substring(0, equals);
            String given = buildArguments.get(name);
            String value = given != null
                    ? given
                    : equals < 0 ? null : Substitution.of(unquoted(one.substring(equals + 1)), arguments);
            if (value != null && !name.isEmpty() && arguments.size() < 300) {
                arguments.put(name, value);
            }
        }
    }

    private void from(String text) {
        if (stages.size() >= MOST_STAGES) {
            return;
        }
        String image = null;
        String name = null;
        boolean as = false;
        for (String word : text.split("\\s+", 12)) {
            if (word.startsWith("--")) {
                continue;
            }
            if (image == null) {
                image = word;
            } else if (as && name == null) {
                name = word.toLowerCase(Locale.ROOT);
            } else {
                as = word.equalsIgnoreCase("as");
            }
        }
        if (image != null && !image.isEmpty()) {
            stages.add(new Stage(Substitution.of(unquoted(image), arguments), name));
        }
    }

    /** {@code RUN <<EOF}, {@code COPY <<-"EOF" /x}: what follows up to the word is no instruction. */
    private static void hereDocuments(String text, List<String> ends) {
        int at = text.indexOf("<<");
        while (at >= 0 && ends.size() < 20) {
            int from = at + 2;
            if (from < text.length() && text.charAt(from) == '-') {
                from++;
            }
            boolean quoted = from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'');
            from += quoted ? 1 : 0;
            int to = from;
            while (to < text.length() && isWordCharacter(text.charAt(to))) {
                to++;
            }
            if (to > from) {
                ends.add(text.substring(from, to));
            }
            at = text.indexOf("<<", Math.max(to, at + 2));
        }
    }

    private static boolean isWordCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private Optional<String> base(@Nullable String target) {
        int at = target == null || target.isEmpty()
                ? stages.size() - 1
                : find(target.toLowerCase(Locale.ROOT), stages.size());
        if (target != null && at < 0) {
            at = number(target);
        }
        // A stage may only stand on an earlier one: the index falls, so that this ends.
        while (at >= 0 && at < stages.size()) {
            String from = stages.get(at).from();
            if (from == null) {
                return Optional.empty();
            }
            int below = find(from.toLowerCase(Locale.ROOT), at);
            if (below < 0) {
                return Optional.of(from);
            }
            at = below;
        }
        return Optional.empty();
    }

    /** The last stage of this name before an index. */
    private int find(String name, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (name.equals(stages.get(i).name())) {
                return i;
            }
        }
        return -1;
    }

    private static int number(String text) {
        return text.length() == 1 && Character.isDigit(text.charAt(0)) ? text.charAt(0) - '0' : -1;
    }
}
