package dev.plinth.base.products;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The repositories that applications are built on, by the marks they leave. Dated data: {@code official-images.txt}, beside this class. */
final class Products {

    private static final String DATA = "official-images.txt";

    static final Products ALL = read();

    private final List<Product> products;
    private final Map<String, List<Product>> byVariable = new HashMap<>();
    private final Map<String, List<Product>> byWord = new HashMap<>();

    private Products(List<Product> products) {
        this.products = List.copyOf(products);
        for (Product product : products) {
            for (String variable : product.variables()) {
                byVariable.computeIfAbsent(variable, _ -> new ArrayList<>()).add(product);
            }
            for (String word : product.words()) {
                byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(product);
            }
        }
    }

    List<Product> all() {
        return products;
    }

    /** Those whose version this variable may hold. */
    List<Product> withVariable(String variable) {
        return byVariable.getOrDefault(variable, List.of());
    }

    /** Those whose program may be called so. */
    List<Product> called(String word) {
        return byWord.getOrDefault(word, List.of());
    }

    /** Lines that begin with a space belong to the one above; after a comma nothing stands between them. */
    static List<String> entries(List<String> lines) {
        List<String> entries = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ") && !entries.isEmpty()) {
                String above = entries.removeLast();
                entries.add(above + (above.endsWith(",") ? "" : " ") + line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(line.strip());
            }
        }
        return entries;
    }

    private static Products read() {
        try (InputStream in = Products.class.getResourceAsStream(DATA)) {
            if (in == null) {
                throw new IllegalStateException(DATA + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String> entries = entries(reader.lines().toList());
            return new Products(entries.stream().map(Product::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
