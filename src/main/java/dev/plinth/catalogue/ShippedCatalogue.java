package dev.plinth.catalogue;

import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.ChainCatalogue;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.MalformedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What comes with the program: builds of well-known bases, made from {@code src/catalogue}, and the list of bases to refresh. */
public final class ShippedCatalogue {

    static final String BUILDS = "known-bases.plinth";
    static final String WELL_KNOWN = "well-known.txt";

    private ShippedCatalogue() {}

    /** The shipped builds. */
    public static List<KnownBuild> builds() {
        try (InputStream resource = resource(BUILDS)) {
            return CatalogueFormat.read(resource.readAllBytes());
        } catch (IOException | MalformedException e) {
            throw new IllegalStateException("the program's own catalogue cannot be read: " + e.getMessage(), e);
        }
    }

    /** The shipped builds as a catalogue. */
    public static ChainCatalogue catalogue() {
        return ChainCatalogue.of(builds());
    }

    /** References of bases that many images stand on, for a refresh. */
    static List<String> wellKnown() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource(WELL_KNOWN), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the program's own list of bases cannot be read", e);
        }
    }

    private static InputStream resource(String name) {
        InputStream resource = ShippedCatalogue.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("the program lacks its own " + name);
        }
        return resource;
    }
}
