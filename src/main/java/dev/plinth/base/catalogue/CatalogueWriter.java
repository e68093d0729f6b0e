package dev.plinth.base.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.image.reference.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the body of format 1. Builds are written first, so that the tables before them hold what they need, in that order. */
final class CatalogueWriter {

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Digest, Integer> digests = new LinkedHashMap<>();
    private final ByteArrayOutputStream builds = new ByteArrayOutputStream();

    byte[] write(List<KnownBuild> known) {
        known.forEach(this::build);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        number(body, strings.size());
        for (String string : strings.keySet()) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            number(body, utf8.length);
            body.writeBytes(utf8);
        }
        number(body, digests.size());
        for (Digest digest : digests.keySet()) {
            body.writeBytes(HexFormat.of().parseHex(digest.hex()));
        }
        number(body, known.size());
        body.writeBytes(builds.toByteArray());
        return body.toByteArray();
    }

    private void build(KnownBuild build) {
        number(builds, string(build.platform().toString()));
        optional(build.platform().osVersion());
        number(builds, build.layers().size());
        build.layers().forEach(layer -> number(builds, digest(layer)));
        flag(!build.diffIds().isEmpty());
        build.diffIds().forEach(diffId -> number(builds, digest(diffId)));
        number(builds, build.size());
        number(builds, build.tier() == null ? 0 : build.tier().ordinal() + 1);
        facts(build.facts());
        optional(build.index());
        optional(build.manifest());
        flag(build.created() != null);
        if (build.created() != null) {
            signed(build.created().getEpochSecond());
        }
        optional(build.parent() == null ? null : build.parent().canonical());
        number(builds, build.names().size());
        for (KnownBuild.Name name : build.names()) {
            number(builds, string(name.reference().canonical()));
            signed(name.seen().getEpochSecond());
        }
    }

    private void facts(Facts facts) {
        optional(facts.distribution());
        optional(facts.release());
        optional(facts.codename());
        number(builds, facts.libc() == null ? 0 : facts.libc().ordinal() + 1);
        maybe(facts.shell());
        optional(facts.packageManager());
        maybe(facts.buildTools());
        optional(facts.runtime());
    }

    private int string(String string) {
        return strings.computeIfAbsent(string, _ -> strings.size());
    }

    private int digest(Digest digest) {
        return digests.computeIfAbsent(digest, _ -> digests.size());
    }

    private void optional(@Nullable String string) {
        number(builds, string == null ? 0 : string(string) + 1L);
    }

    private void optional(@Nullable Digest digest) {
        number(builds, digest == null ? 0 : digest(digest) + 1L);
    }

    private void flag(boolean flag) {
        builds.write(flag ? 1 : 0);
    }

    private void maybe(@Nullable Boolean flag) {
        builds.write(flag == null ? 0 : flag ? 2 : 1);
    }

    private void signed(long value) {
        number(builds, value << 1 ^ value >> 63);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
