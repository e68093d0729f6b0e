package dev.plinth.chart.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.chart.rendering.Chart;
import dev.plinth.chart.rendering.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An alert that the chart brings. */
record Alert(String name, Query query, String severity, String summary, String description, String runbookUrl) {

    static final Path DIRECTORY = Chart.DIRECTORY.resolve("alerts");

    static List<Alert> all() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode file : files(DIRECTORY)) {
            for (JsonNode group : file.path("groups")) {
                group.path("rules").forEach(rule -> alerts.add(of(rule)));
            }
        }
        return alerts;
    }

    private static Alert of(JsonNode rule) {
        JsonNode annotations = rule.path("annotations");
        return new Alert(
                rule.path("alert").asText(),
                new Query(rule.path("expr").asText()),
                rule.path("labels").path("severity").asText(),
                annotations.path("summary").asText(),
                annotations.path("description").asText(),
                annotations.path("runbook_url").asText());
    }

    static List<JsonNode> files(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(Yaml::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
