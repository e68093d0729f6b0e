package dev.plinth.chart.rendering;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the chart renders: the text, and the objects in it. */
public record Rendering(String text, List<JsonNode> objects) {

    public Rendering {
        objects = List.copyOf(objects);
    }

    public static Rendering of(String text) {
        return new Rendering(text, Yaml.documents(text));
    }

    public List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(o -> o.path("kind").asText().equals(kind))
                .toList();
    }

    /** The only object of that kind. */
    public JsonNode one(String kind) {
        List<JsonNode> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError("expected one " + kind + ", found " + found.size());
        }
        return found.getFirst();
    }

    /** The notes that a person reads after the installation. */
    public String notes() {
        return one("Notes").path("text").asText();
    }

    /** The objects that Kubernetes gets, as text. */
    public String manifests() {
        int notes = text.lastIndexOf("---\n# Source: plinth/templates/zz-notes.yaml");
        return (notes < 0 ? text : text.substring(0, notes)).stripTrailing() + "\n";
    }
}
