package dev.plinth.chart;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.ChartValue;
import dev.plinth.chart.rendering.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chart's README, made from {@code README.template.md} and the comments of {@code values.yaml}: the comment above a key documents
 * it, and a comment line {@code ## Title} begins a section.
 */
final class ChartReadme {

    static final Path FILE = Chart.DIRECTORY.resolve("README.md");

    private static final Path TEMPLATE = Chart.DIRECTORY.resolve("README.template.md");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(.*)");

    private final Map<String, String> comments = new LinkedHashMap<>();
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private ChartReadme(List<String> lines) {
        Deque<String> path = new ArrayDeque<>();
        List<String> comment = new ArrayList<>();
        String section = "";
        String blockScalar = null;
        for (String line : lines) {
            if (blockScalar != null && (line.isBlank() || line.startsWith(blockScalar))) {
                continue;
            }
            blockScalar = null;
            Matcher key = KEY.matcher(line);
            if (line.startsWith("## ")) {
                section = line.substring(3);
                sections.put(section, new ArrayList<>());
                comment.clear();
            } else if (line.strip().startsWith("# ")) {
                comment.add(line.strip().substring(2));
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                String name = String.join(".", path);
                if (!comment.isEmpty()) {
                    comments.put(name, String.join(" ", comment));
                }
                if (path.size() == 1) {
                    sections.getOrDefault(section, new ArrayList<>()).add(name);
                }
                if (key.group(3).strip().equals("|")) {
                    blockScalar = key.group(1) + "  ";
                }
                comment.clear();
            } else {
                comment.clear();
            }
        }
    }

    static ChartReadme read() throws IOException {
        return new ChartReadme(Files.readAllLines(ChartValue.FILE));
    }

    /** The documentation of a value; empty where it has none. */
    String comment(ChartValue value) {
        return comments.getOrDefault(value.path(), "");
    }

    String text() throws IOException {
        StringBuilder tables = new StringBuilder();
        JsonNode values = Yaml.read(ChartValue.FILE);
        sections.forEach((title, roots) -> {
            tables.append("### ").append(title).append("\n\n| value | default | what it does |\n|---|---|---|\n");
            ChartValue.all().stream()
                    .filter(v -> roots.contains(v.path().split("\\.", 2)[0]))
                    .forEach(v -> tables.append(row(v, values)));
            tables.append('\n');
        });
        return Files.readString(TEMPLATE)
                .replace("<!-- values -->\n", tables.toString().stripTrailing() + "\n");
    }

    private String row(ChartValue value, JsonNode values) {
        JsonNode preset = values.at("/" + value.path().replace('.', '/'));
        String shown = preset.asText().contains("\n") ? "see `values.yaml`" : "`" + preset + "`";
        return "| `" + value.path() + "` | " + shown + " | " + comment(value).replace("|", "\\|") + " |\n";
    }
}
