package dev.plinth.accuracy;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.Image;
import dev.plinth.image.reference.ImageReference;

/** Provenance as BuildKit writes it (SLSA 1), about an image and the base it names. */
final class Attested {

    private Attested() {}

    /** Mode max: the steps of the build, from the base's source on. */
    static Node max(Image subject, String base, String digest) {
        String source = base.equals("scratch") ? "local://context" : "docker-image://" + full(base) + "@" + digest;
        return statement(subject, """
                "internalParameters":{"buildConfig":{"llbDefinition":[
                   {"id":"step0","op":{"Op":{"source":{"identifier":"%s"}}}},
                   {"id":"step1","op":{"Op":{"exec":{"mounts":[{"dest":"/"}]}}},"inputs":["step0:0"]},
                   {"id":"step2","op":{"Op":null},"inputs":["step1:0"]}]}}""".formatted(source));
    }

    /** Mode min: materials alone, the base among them. */
    static Node min(Image subject, String base, String digest) {
        return statement(
                subject, """
                "resolvedDependencies":[
                   {"uri":"pkg:docker/docker/dockerfile@1","digest":{"sha256":"%s"}},
                   {"uri":"pkg:docker/%s?platform=linux%%2Famd64","digest":{"sha256":"%s"}}]""".formatted("ab".repeat(32), base.replace(':', '@'), digest.substring("sha256:".length())));
    }

    private static Node statement(Image subject, String definition) {
        String json = """
                {"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1",
                 "subject":[{"name":"pkg:docker/app","digest":{"sha256":"%s"}}],
                 "predicate":{"buildDefinition":{%s}}}
                """.formatted(subject.digest().hex(), definition);
        return new Json().within(json).orElseThrow();
    }

    private static String full(String reference) {
        return ImageReference.parse(reference).canonical();
    }
}
