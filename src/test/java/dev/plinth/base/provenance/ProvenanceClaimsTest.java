package dev.plinth.base.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Claim;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.testing.images.Sketch;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceClaimsTest {

    private static final Image IMAGE = Sketch.named("registry.corp/app:1")
            .layer("base", 100, "a")
            .layer("own", 10, "b")
            .image();
    private static final String DIGEST = Sketch.digest("debian").toString();
    private static final String LLB = """
            [{"id":"step0","op":{"Op":{"source":{"identifier":"docker-image://docker.io/library/debian:trixie-slim@%s"}}}},
             {"id":"step1","op":{"Op":{"source":{"identifier":"docker-image://docker.io/library/golang:1.27@%s"}}}},
             {"id":"step2","op":{"Op":{"source":{"identifier":"local://context"}}}},
             {"id":"step3","op":{"Op":{"exec":{"mounts":[{"input":1,"dest":"/cache"},{"dest":"/"}]}}},"inputs":["step0:0","step1:0"]},
             {"id":"step4","op":{"Op":{"file":{"actions":[{"input":0,"secondaryInput":1}]}}},"inputs":["step3:0","step2:0"]},
             {"id":"step5","op":{"Op":{"merge":{"inputs":[{"input":0},{"input":1}]}}},"inputs":["step4:0","step2:0"]},
             {"id":"step6","op":{"Op":{"diff":{"lower":{"input":1},"upper":{"input":0}}}},"inputs":["step5:0","step2:0"]},
             {"id":"step7","op":{"Op":null},"inputs":["step6:0"]}]
            """.formatted(DIGEST, Sketch.digest("golang"));

    private static Node json(String text) {
        return new Json().within(text).orElseThrow();
    }

    private static String subject(Image image) {
        return "[{\"name\":\"pkg:docker/app\",\"digest\":{\"sha256\":\""
                + image.digest().hex() + "\"}}]";
    }

    private static Node v1(String subject, String dependencies, String llb, String dockerfile, String arguments) {
        String data = Base64.getEncoder().encodeToString(dockerfile.getBytes(StandardCharsets.UTF_8));
        return json("""
                {"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","subject":%s,
                 "predicate":{"buildDefinition":{"resolvedDependencies":%s,
                   "externalParameters":{"request":{"frontend":"dockerfile.v0","args":%s}},
                   "internalParameters":{"buildConfig":{"llbDefinition":%s}}},
                  "runDetails":{"metadata":{"buildkit_metadata":{"source":{"infos":[{"language":"Dockerfile","data":"%s"}]}}}}}}
                """.formatted(subject, dependencies, arguments, llb, data));
    }

    private static Node v02(String subject, String materials, String llb, String dockerfile) {
        String data = Base64.getEncoder().encodeToString(dockerfile.getBytes(StandardCharsets.UTF_8));
        return json("""
                {"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2","subject":%s,
                 "predicate":{"materials":%s,"buildConfig":{"llbDefinition":%s},"invocation":{"parameters":{"args":{"x":"y"}}},
                  "metadata":{"https://mobyproject.org/buildkit@v1#metadata":{"source":{"infos":[{"data":"%s"}]}}}}}
                """.formatted(subject, materials, llb, data));
    }

    private static String material(String url, String digest) {
        return "{\"uri\":\"" + url + "\",\"digest\":{\"sha256\":\"" + digest.substring(7) + "\"}}";
    }

    private static List<Claim> claims(Node statement) {
        return ProvenanceClaims.of(IMAGE, List.of(statement));
    }

    @Test
    void theRootFileSystemsWayLeadsToTheBase() {
        for (Node statement : List.of(
                v1(subject(IMAGE), "[]", LLB, "FROM debian:trixie-slim\n", "{}"),
                v02(subject(IMAGE), "[]", LLB, "FROM debian:trixie-slim\n"))) {
            assertThat(claims(statement)).singleElement().satisfies(claim -> {
                assertThat(claim.name()).isEqualTo("debian:trixie-slim");
                assertThat(claim.digest()).hasToString(DIGEST);
                assertThat(claim.pinning()).isEqualTo(Pinning.CODENAME);
                assertThat(claim.certain()).isTrue();
            });
        }
    }

    @Test
    void theDockerfileShowsThatFromWasPinned() {
        Node statement = v1(subject(IMAGE), "[]", LLB, "FROM debian:trixie-slim@" + DIGEST + "\n", "{}");
        assertThat(claims(statement)).singleElement().extracting(Claim::pinning).isEqualTo(Pinning.DIGEST);
    }

    @Test
    void aMissingWayEndsOnScratch() {
        String llb = """
                [{"id":"a","op":{"Op":{"source":{"identifier":"local://context"}}}},
                 {"id":"b","op":{"Op":{"file":{"actions":[{"input":-1}]}}},"inputs":["a:0"]},
                 {"id":"c","op":{},"inputs":["b:0"]}]
                """;
        assertThat(claims(v1(subject(IMAGE), "[]", llb, "", "{}")))
                .singleElement()
                .extracting(Claim::scratch)
                .isEqualTo(true);
    }

    @Test
    void withoutStepsTheDockerfileTells() {
        Node statement = v1(
                subject(IMAGE),
                "[" + material("pkg:docker/python@3.12-slim?platform=linux%2Famd64", DIGEST) + "]",
                "[]",
                "ARG V=3.11\nFROM golang:1.27 AS build\nFROM python:${V}-slim AS run\nFROM scratch AS none\n",
                "{\"target\":\"run\",\"build-arg:V\":\"3.12\"}");

        assertThat(claims(statement)).singleElement().satisfies(claim -> {
            assertThat(claim.name()).isEqualTo("python:3.12-slim");
            assertThat(claim.digest()).hasToString(DIGEST);
            assertThat(claim.pinning()).isEqualTo(Pinning.FLOATING);
        });
    }

    @Test
    void inModeMinEveryMaterialMayBeTheBaseButNoTool() {
        Node statement = v1(
                subject(IMAGE),
                "[" + material("pkg:docker/docker/dockerfile@1", DIGEST)
                        + "," + material("pkg:docker/docker/buildkit-syft-scanner@stable-1", DIGEST)
                        + "," + material("pkg:docker/golang@1.27", DIGEST)
                        + "," + material("pkg:docker/alpine@3.24?digest=" + DIGEST, DIGEST) + "]",
                "[]",
                "",
                "{\"cmdline\":\"docker/dockerfile:1\"}");

        assertThat(claims(statement)).extracting(Claim::name).containsExactly("golang:1.27", "alpine:3.24");
        assertThat(claims(statement)).extracting(Claim::certain).containsOnly(false);
        assertThat(claims(statement)).extracting(Claim::pinning).containsExactly(Pinning.FLOATING, Pinning.DIGEST);
    }

    @Test
    void aNamedContextsDigestDoesNotShowThatFromWasPinned() {
        Node statement = v1(
                subject(IMAGE),
                "[" + material("pkg:docker/alpine@3.24?digest=" + DIGEST, DIGEST) + "]",
                "[]",
                "",
                "{\"context:alpine:3.24\":\"docker-image://alpine@" + DIGEST + "\"}");

        assertThat(claims(statement)).singleElement().extracting(Claim::pinning).isNull();
    }

    @Test
    void noImageAmongTheMaterialsMeansScratch() {
        Node statement = v1(
                subject(IMAGE),
                "[{\"uri\":\"https://example.org/x\"}]",
                "[]",
                "",
                "{\"cmdline\":\"docker/dockerfile:1\"}");
        assertThat(claims(statement)).singleElement().extracting(Claim::scratch).isEqualTo(true);
    }

    @Test
    void aStatementAboutAnotherImageSaysNothing() {
        Image other = Sketch.named("other:1").image();
        assertThat(claims(v1(subject(other), "[]", LLB, "", "{}"))).isEmpty();
        assertThat(claims(v1("[]", "[]", LLB, "", "{}"))).isEmpty();
    }

    @Test
    void layersOfStepsTellWhereTheWayIsCut() {
        Node statement =
                json("""
                {"predicateType":"https://slsa.dev/provenance/v1","subject":%s,"predicate":{
                  "buildDefinition":{"internalParameters":{"buildConfig":{"llbDefinition":[
                    {"id":"step0","op":{"Op":{"source":{"identifier":"docker-image://docker.io/library/debian:trixie-slim@%s"}}}},
                    {"id":"step9","op":{"Op":{"exec":{"mounts":[]}}},"inputs":["step0:0"]}]}}},
                  "runDetails":{"metadata":{"buildkit_metadata":{"layers":{"step0:0":[[{"digest":"%s","size":100}]]}}}}}}
                """.formatted(subject(IMAGE), DIGEST, IMAGE.layers().getFirst()));

        assertThat(claims(statement)).singleElement().satisfies(claim -> {
            assertThat(claim.name()).isEqualTo("debian:trixie-slim");
            assertThat(claim.layers()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a\",\"op\":{},\"inputs\":[\"a:0\"]}]",
                "[{\"id\":\"a\",\"op\":{},\"inputs\":[\"b:0\"]},{\"id\":\"b\",\"op\":{},\"inputs\":[\"a:0\"]}]",
                "[{\"op\":{\"Op\":{\"exec\":{\"mounts\":[{\"dest\":\"/\",\"input\":99999999999}]}}}}]",
                "[{\"id\":\"a\",\"op\":{\"Op\":{\"file\":{\"actions\":[]}}}}]",
                "[7,null,\"x\",[]]"
            })
    void waysThatLeadNowhereAreNoClaim(String llb) {
        assertThat(claims(v1(subject(IMAGE), "[]", llb, "", "{}"))).isEmpty();
    }
}
