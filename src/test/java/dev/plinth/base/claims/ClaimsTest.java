package dev.plinth.base.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Claim;
import dev.plinth.base.EvidenceKind;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.codec.Json;
import dev.plinth.image.Annotations;
import dev.plinth.image.HistoryEntry;
import dev.plinth.image.reference.Digest;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private static final Digest DIGEST = Sketch.digest("base");

    private static List<Claim> claims(Sketch sketch) {
        return Claims.of(sketch.layer("a", 1, "COPY a /a").image(), new Json()::within);
    }

    @Test
    void annotationsAreReadFromTheEntryTheManifestAndTheIndex() {
        List<Claim> claims = claims(Sketch.named("app:1")
                .entryAnnotation(Annotations.BASE_NAME, "alpine:3.18")
                .annotation(Annotations.BASE_NAME, "docker.io/library/debian:bookworm-slim")
                .indexAnnotation(Annotations.BASE_NAME, "ubuntu:24.04"));

        assertThat(claims)
                .extracting(Claim::name)
                .containsExactly("alpine:3.18", "debian:bookworm-slim", "ubuntu:24.04");
        assertThat(claims).allSatisfy(claim -> assertThat(claim.kind()).isEqualTo(EvidenceKind.ANNOTATION));
        assertThat(claims).extracting(Claim::pinning).containsOnly(Pinning.CODENAME);
    }

    @Test
    void aDigestMayLackItsAlgorithmAndANameMayBeMissing() {
        List<Claim> claims = claims(Sketch.named("app:1").annotation(Annotations.BASE_DIGEST, DIGEST.hex()));

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.digest()).isEqualTo(DIGEST);
            assertThat(claim.reference()).isNull();
            assertThat(claim.pinning()).isNull();
        });
    }

    @Test
    void scratchIsAClaimOfNothing() {
        assertThat(claims(Sketch.named("app:1").annotation(Annotations.BASE_NAME, "scratch")))
                .singleElement()
                .satisfies(claim -> assertThat(claim.scratch()).isTrue());
    }

    @Test
    void emptyStringsAreNoClaim() {
        assertThat(claims(Sketch.named("app:1")
                        .annotation(Annotations.BASE_NAME, "")
                        .annotation(Annotations.BASE_DIGEST, "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPPER/Case:x", "a b", "http://x/y", "debian:trixie\n", "../etc", "@sha256:00", "x:"})
    void whatIsNoReferenceIsNoClaimOrThatNameOnly(String name) {
        assertThat(claims(Sketch.named("app:1").annotation(Annotations.BASE_NAME, name)))
                .allSatisfy(claim -> assertThat(claim.name()).isEqualTo("debian:trixie"));
    }

    @Test
    void buildahsNameDoesNotShowHowFromWasWritten() {
        List<Claim> claims = claims(Sketch.named("app:1")
                .label("io.buildah.version", "1.28.2")
                .annotation(Annotations.BASE_NAME, "docker.io/library/debian:bookworm-slim")
                .annotation(Annotations.BASE_DIGEST, DIGEST.toString()));

        assertThat(claims).singleElement().extracting(Claim::pinning).isNull();
    }

    @Test
    void aLabelIsInheritedAndComesLast() {
        List<Claim> claims = claims(Sketch.named("app:1")
                .label(Annotations.BASE_NAME, "python:3.12")
                .annotation(Annotations.BASE_NAME, "index.docker.io/library/alpine:3.20"));

        assertThat(claims).extracting(Claim::inherited).containsExactly(false, true);
        assertThat(claims).extracting(Claim::name).containsExactly("alpine:3.20", "python:3.12");
    }

    @Test
    void aLabelDoesNotShowHowTheImagesOwnFromWasWritten() {
        List<Claim> claims = claims(Sketch.named("app:1")
                .label(Annotations.BASE_NAME, "python:3.12-slim-trixie@" + Sketch.digest("parent's base")));

        assertThat(claims).singleElement().extracting(Claim::pinning).isNull();
    }

    @Test
    void buildahsLastCommentNamesTheBase() {
        Sketch sketch = Sketch.named("app:1")
                .entry(new HistoryEntry(null, "", "", "FROM docker.io/library/alpine:3.20", true))
                .entry(new HistoryEntry(null, "", "", "FROM registry.corp/base/python:3.12", true));

        assertThat(claims(sketch)).singleElement().satisfies(claim -> {
            assertThat(claim.kind()).isEqualTo(EvidenceKind.HISTORY);
            assertThat(claim.name()).isEqualTo("registry.corp/base/python:3.12");
            assertThat(claim.pinning()).isNull();
        });
    }

    @Test
    void howARootWasMadeIsNoClaimOfWhatIsBuiltOnItLater() {
        Instant made = Instant.parse("2026-06-01T00:00:00Z");
        Sketch root = Sketch.named("app:1").created(made).entry(new HistoryEntry(made, "", "", "FROM scratch", true));
        assertThat(claims(root)).singleElement().extracting(Claim::scratch).isEqualTo(true);

        assertThat(claims(root.created(made.plusSeconds(864_000)))).isEmpty();
    }

    @Test
    void anIntermediateImagesIdIsNoName() {
        assertThat(claims(Sketch.named("app:1").entry(new HistoryEntry(null, "", "", "FROM 4d8900594441", true))))
                .isEmpty();
    }

    @Test
    void buildpacksSayWhereTheBaseEnds() {
        Sketch sketch = Sketch.named("app:1").layer("one", 10, "a").layer("two", 20, "b");
        String metadata = """
                {"runImage":{"topLayer":"%s","reference":"index.docker.io/paketo/run@%s","image":"paketo/run:jammy"}}
                """.formatted(Sketch.digest("tar two"), DIGEST);

        assertThat(claims(sketch.label("io.buildpacks.lifecycle.metadata", metadata)))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.kind()).isEqualTo(EvidenceKind.BUILDPACKS);
                    assertThat(claim.name()).isEqualTo("paketo/run:jammy");
                    assertThat(claim.digest()).isEqualTo(DIGEST);
                    assertThat(claim.layers()).isEqualTo(2);
                });
    }

    @Test
    void olderBuildpacksKeepTheNameUnderTheStack() {
        String metadata = """
                {"runImage":{"topLayer":"sha256:00","reference":"%s"},"stack":{"runImage":{"image":"paketo/run:base"}}}
                """.formatted(DIGEST.hex());

        assertThat(claims(Sketch.named("app:1").label("io.buildpacks.lifecycle.metadata", metadata)))
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.name()).isEqualTo("paketo/run:base");
                    assertThat(claim.layers()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"runImage\":7}", "{\"runImage\":{\"topLayer\":[]}}"})
    void brokenBuildpacksMetadataIsNoClaim(String metadata) {
        assertThat(claims(Sketch.named("app:1").label("io.buildpacks.lifecycle.metadata", metadata)))
                .isEmpty();
    }
}
