package dev.plinth.accuracy;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Index;
import dev.plinth.image.MalformedException;
import dev.plinth.image.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The fixtures: published images of 2018 and 2026, and real indexes of 2024 with their base annotations. */
final class Corpus {

    private Corpus() {}

    static List<PublishedImage> images() {
        return lines("images.jsonl.gz").stream().map(PublishedImage::read).toList();
    }

    static List<Index> indexes() {
        List<Index> indexes = new ArrayList<>();
        for (Node line : lines("indexes.jsonl.gz")) {
            try {
                indexes.add(Index.read(line.find("index").orElseThrow(), new MediaType("")));
            } catch (MalformedException e) {
                throw new IllegalStateException(e);
            }
        }
        return indexes;
    }

    /** Records of other images: every {@code .json} file of a folder holds one, in the form of the fixtures' lines. */
    static List<OtherRecord> recordsIn(Path folder) {
        Json json = new Json();
        List<OtherRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                records.add(OtherRecord.read(json.json(Files.readAllBytes(file))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
        return records;
    }

    private static List<Node> lines(String name) {
        Json json = new Json();
        List<Node> nodes = new ArrayList<>();
        try (InputStream stream = Corpus.class.getResourceAsStream("/accuracy/" + name);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                nodes.add(json.json(line.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
        return nodes;
    }
}
