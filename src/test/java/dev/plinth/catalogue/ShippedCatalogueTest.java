package dev.plinth.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Tier;
import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.base.inquiry.Catalogue;
import dev.plinth.base.inquiry.KnownBase;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedCatalogueTest {

    private static final Path RESOURCE =
            Path.of("src", "main", "resources", "dev", "plinth", "catalogue", ShippedCatalogue.BUILDS);

    private static final Digest OWN = Digest.sha256("ab".repeat(32));

    /** The build step itself: {@code scripts/build-catalogue} runs this test with the property set. */
    @Test
    void theShippedCatalogueIsWhatTheRecordsGive() throws IOException, MalformedException {
        byte[] fromRecords = CatalogueFormat.write(CatalogueRecords.merged());
        if (Boolean.getBoolean("plinth.catalogue.write")) {
            Files.write(RESOURCE, fromRecords);
        }
        assertThat(Files.readAllBytes(RESOURCE))
                .as("scripts/build-catalogue makes it anew from %s", CatalogueRecords.RECORDS)
                .isEqualTo(fromRecords);
        assertThat(CatalogueFormat.read(fromRecords)).isEqualTo(CatalogueRecords.merged());
    }

    @Test
    void everyRecordedChainIsFoundUnderItsOwnNameBelowAnImagesOwnLayers() throws IOException {
        Catalogue catalogue = ShippedCatalogue.catalogue();
        for (KnownBuild build : CatalogueRecords.read()) {
            List<Digest> image = new ArrayList<>(build.layers());
            image.add(OWN);
            KnownBase nearest = catalogue.prefixes(image, List.of()).getLast().base();
            assertThat(nearest.layers())
                    .as("%s", build.names())
                    .isEqualTo(build.layers().size());
            assertThat(catalogue.prefixes(image, List.of()).stream()
                            .filter(match ->
                                    match.base().layers() == build.layers().size())
                            .flatMap(match -> match.base().names().stream()))
                    .containsAll(build.names().stream()
                            .map(KnownBuild.Name::reference)
                            .toList());
            assertThat(nearest.tier()).as("%s", build.names()).isEqualTo(build.tier());
        }
    }

    @Test
    void theWholeLineageOfALanguageImageIsFoundFewestLayersFirst() {
        Catalogue catalogue = ShippedCatalogue.catalogue();
        KnownBuild tomcat = build("tomcat:8.5-jre8");
        assertThat(catalogue.prefixes(tomcat.layers(), List.of()).stream()
                        .map(match -> match.base().names().getFirst().familiar()))
                .containsExactly(
                        "debian:stretch", "buildpack-deps:stretch-curl", "openjdk:8-jre-stretch", "tomcat:8.5-jre8");
    }

    @Test
    void aRecompressedRootIsFoundByItsDiffId() {
        KnownBuild trixie = builds("debian:trixie-slim").stream()
                .filter(build -> !build.diffIds().isEmpty())
                .findFirst()
                .orElseThrow();
        List<Catalogue.Match> matches = ShippedCatalogue.catalogue().prefixes(List.of(OWN), trixie.diffIds());
        assertThat(matches).hasSize(1);
        assertThat(matches.getFirst().byDiffId()).isTrue();
        assertThat(matches.getFirst().base().tier()).isEqualTo(Tier.SLIM);
    }

    @Test
    void severalBuildsOfATagAreKnownAndTheNewestIsCurrent() {
        Catalogue catalogue = ShippedCatalogue.catalogue();
        ImageReference noble = ImageReference.parse("ubuntu:24.04");
        assertThat(catalogue
                        .builds()
                        .filter(build -> build.platform().equals(Platform.LINUX_AMD64))
                        .filter(build -> build.names().contains(noble)))
                .hasSizeGreaterThan(3)
                .filteredOn(KnownBase::current)
                .singleElement()
                .isEqualTo(catalogue.newest(noble, Platform.LINUX_AMD64).orElseThrow());
    }

    @Test
    void onlyAPlatformThatWasRecordedIsNewest() {
        assertThat(ShippedCatalogue.catalogue().newest(ImageReference.parse("photon:5.0"), Platform.LINUX_ARM64))
                .isEmpty();
    }

    @Test
    void wellKnownBasesAreReferencesWithATag() {
        assertThat(ShippedCatalogue.wellKnown())
                .hasSizeGreaterThan(80)
                .doesNotHaveDuplicates()
                .allSatisfy(base -> assertThat(ImageReference.parse(base).tag()).isNotNull());
        assertThat(Pinning.of(ImageReference.parse(ShippedCatalogue.wellKnown().getFirst())))
                .isEqualTo(Pinning.CODENAME);
    }

    private static KnownBuild build(String name) {
        return builds(name).getFirst();
    }

    private static List<KnownBuild> builds(String name) {
        ImageReference reference = ImageReference.parse(name);
        return ShippedCatalogue.builds().stream()
                .filter(build ->
                        build.names().stream().anyMatch(its -> its.reference().equals(reference)))
                .toList();
    }
}
