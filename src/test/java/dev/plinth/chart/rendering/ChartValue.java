package dev.plinth.chart.rendering;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One value of the chart, by its path in {@code values.yaml}: {@code image.tag}. */
public record ChartValue(String path) {

    public static final Path FILE = Chart.DIRECTORY.resolve("values.yaml");

    /** All values, in the order of the file. Maps with names that users choose (labels, selectors) are one value. */
    public static List<ChartValue> all() {
        List<ChartValue> found = new ArrayList<>();
        collect("", Yaml.read(FILE), found, new ArrayList<>());
        return List.copyOf(found);
    }

    /** The paths of the groups that values stand in; the empty path is the root. */
    public static List<String> groups() {
        List<String> groups = new ArrayList<>();
        collect("", Yaml.read(FILE), new ArrayList<>(), groups);
        return List.copyOf(groups);
    }

    private static void collect(String path, JsonNode node, List<ChartValue> values, List<String> groups) {
        if (!isGroup(node)) {
            values.add(new ChartValue(path));
            return;
        }
        groups.add(path);
        node.properties()
                .forEach(e ->
                        collect(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue(), values, groups));
    }

    private static boolean isGroup(JsonNode node) {
        return node.isObject()
                && !node.isEmpty()
                && node.properties().stream().allMatch(e -> e.getKey().matches("[A-Za-z]+"));
    }

    /** These values (YAML) with this one changed. */
    public String in(JsonNode values, JsonNode to) {
        ObjectNode root = values.isObject() ? values.deepCopy() : Yaml.object();
        ObjectNode group = root;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = group.get(steps[i]);
            group = next instanceof ObjectNode inner ? inner : group.putObject(steps[i]);
        }
        group.set(steps[steps.length - 1], to);
        return Yaml.write(root);
    }
}
