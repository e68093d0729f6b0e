package dev.plinth.chart.rendering;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chart of this project, rendered by Helm. Helm leaves test hooks and notes out of a rendering; a copy of the chart, in which
 * they are ordinary objects, brings them in, so that they are checked like everything else.
 */
public final class Chart {

    public static final Path DIRECTORY = Path.of("charts", "plinth");

    private static final String KUBERNETES = "1.30.0";
    private static final String HOOK = "helm.sh/hook";
    private static final String SHOWN_HOOK = "shown.helm.sh/hook";
    private static final Path COMPLETE = complete();

    private Chart() {}

    /** Everything that the release {@code plinth} in {@code plinth-system} has with these values (YAML), hooks and notes included. */
    public static Rendering render(String values) {
        return render("plinth", "plinth-system", values);
    }

    public static Rendering render(String release, String namespace, String values) {
        String text = template(COMPLETE, release, namespace, values).replace(SHOWN_HOOK, HOOK);
        return Rendering.of(text);
    }

    /** What {@code helm template} prints: no hooks, no notes. */
    public static String template(String release, String namespace, String values) {
        return template(DIRECTORY, release, namespace, values);
    }

    /** Why Helm refuses these values; empty if it does not. */
    public static Optional<String> refusal(String release, String namespace, String values) {
        try {
            template(DIRECTORY, release, namespace, values);
            return Optional.empty();
        } catch (IllegalStateException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    public static Optional<String> refusal(String values) {
        return refusal("plinth", "plinth-system", values);
    }

    public static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /** The value sets under {@code ci/}, by name. */
    public static List<ValueSet> valueSets() {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
            return files.sorted().map(ValueSet::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String template(Path chart, String release, String namespace, String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                return new Helm(chart)
                        .template()
                        .withName(release)
                        .withNamespace(namespace)
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(Files.writeString(file, values))
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path complete() {
        try {
            Path copy = Path.of("target", "chart-with-hooks");
            try (Stream<Path> files = Files.walk(DIRECTORY)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = copy.resolve(DIRECTORY.relativize(file));
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, Files.readString(file).replace(HOOK, SHOWN_HOOK));
                }
            }
            Path templates = copy.resolve("templates");
            String notes = Files.readString(DIRECTORY.resolve(Path.of("templates", "NOTES.txt")));
            Files.writeString(
                    templates.resolve("zz-notes.yaml"),
                    "{{- define \"shown.notes\" }}" + notes
                            + "{{ end }}apiVersion: v1\nkind: Notes\nmetadata:\n  name: notes\n"
                            + "text: |\n  {{- include \"shown.notes\" . | nindent 2 }}\n");
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
