package dev.plinth.cli.input;

import dev.plinth.cli.workbench.CommandException;
import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kubernetes objects from files: YAML with any number of documents, JSON, kinds of List, as {@code kubectl} and
 * {@code helm template} print them. Documents that are no objects are left out.
 */
public final class Manifests {

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private Manifests() {}

    /**
     * The objects of a file, of all YAML and JSON files below a directory, or of standard input if the name is {@code -}.
     *
     * @throws CommandException if something cannot be read or is not YAML
     */
    public static List<Node> read(String name, InputStream standardInput) throws CommandException {
        List<Node> objects = new ArrayList<>();
        documents(name, standardInput).forEach(document -> flatten(document, objects));
        return objects;
    }

    /**
     * The documents as they are.
     *
     * @throws CommandException if something cannot be read or is not YAML
     */
    public static List<Node> documents(String name, InputStream standardInput) throws CommandException {
        List<Node> all = new ArrayList<>();
        try {
            if (name.equals("-")) {
                add(all, "standard input", text(standardInput));
                return all;
            }
            for (Path file : files(Path.of(name))) {
                try (InputStream in = Files.newInputStream(file)) {
                    add(all, file.toString(), text(in));
                }
            }
            return all;
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    e.getMessage() + ": no such file; give a file, a directory, or - for standard input");
        } catch (IOException e) {
            throw new CommandException(name + " cannot be read: " + e.getMessage());
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            return below.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
        }
    }

    private static String text(InputStream in) throws IOException, CommandException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new CommandException("more than 16 MiB at once; scan it in parts");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void add(List<Node> all, String source, String text) throws CommandException {
        switch (Yaml.readAll(text)) {
            case Parsed.Valid<List<Node>>(List<Node> documents) -> all.addAll(documents);
            case Parsed.Invalid<List<Node>>(List<Problem> problems) ->
                throw new CommandException(source + ": " + problems.getFirst());
        }
    }

    private static void flatten(Node node, List<Node> objects) {
        String kind = node.text("kind").orElse("");
        if (kind.endsWith("List") && node.find("items").isPresent()) {
            node.items("items").forEach(item -> flatten(item, objects));
        } else if (!kind.isEmpty()) {
            objects.add(node);
        }
    }
}
