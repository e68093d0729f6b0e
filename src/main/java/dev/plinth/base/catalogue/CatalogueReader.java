package dev.plinth.base.catalogue;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.image.MalformedException;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of format 1. Every count is held against the bytes that are left before anything is made for it. */
final class CatalogueReader {

    private static final int MAX_STRING = 512;

    /** How many times its bytes a catalogue may take in memory; an honest one takes half of it. */
    private static final int MOST_TIMES = 12;

    /** What a small one may take in any case. */
    private static final long ANYHOW = 1024 * 1024;

    private static final int STRING_WEIGHT = 64;
    private static final int DIGEST_WEIGHT = 160;
    private static final int BUILD_WEIGHT = 400;
    private static final int ENTRY_WEIGHT = 8;
    private static final int NAME_WEIGHT = 200;

    /** Over all builds. An entry of a list takes one byte here and forty in memory, so that a bound on bytes is not enough. */
    private static final int MAX_CHAIN_ENTRIES = 2_000_000;

    private static final int MAX_NAMES = 1_000_000;
    private static final int DIGEST_BYTES = 32;

    /** Platform, layers, diff ids, size, tier, eight facts, index, manifest, created, parent, names: a byte each at least. */
    private static final int LEAST_BUILD_BYTES = 22;

    /** The first second of the year 10000: times beyond do not print as dates. */
    private static final long LAST_SECOND = 253_402_300_800L;

    private final byte[] body;
    private int at;
    private int chainEntries;
    private int names;
    private long held;
    private List<String> strings = List.of();
    private List<Digest> digests = List.of();

    CatalogueReader(byte[] body) {
        this.body = body;
    }

    List<KnownBuild> read() throws MalformedException {
        strings = strings();
        digests = digests();
        int count = count("builds", LEAST_BUILD_BYTES, CatalogueMerge.MAX_BUILDS);
        List<KnownBuild> builds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            try {
                builds.add(build());
            } catch (IllegalArgumentException e) {
                throw new MalformedException("build " + i + ": " + e.getMessage());
            }
        }
        if (at != body.length) {
            throw new MalformedException("something follows the last build");
        }
        return builds;
    }

    private List<String> strings() throws MalformedException {
        // A length and a character at least.
        int count = count("strings", 2, Integer.MAX_VALUE);
        List<String> read = new ArrayList<>(Math.min(count, 100_000));
        for (int i = 0; i < count; i++) {
            int length = count("a string's bytes", 1, MAX_STRING);
            try {
                String string = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body, at, length))
                        .toString();
                // These come to terminals and logs.
                if (string.isEmpty() || string.codePoints().anyMatch(Character::isISOControl)) {
                    throw new MalformedException("a string is empty or holds control characters");
                }
                hold(STRING_WEIGHT + (long) length);
                read.add(string);
            } catch (CharacterCodingException e) {
                throw new MalformedException("a string is no UTF-8");
            }
            at += length;
        }
        return read;
    }

    private List<Digest> digests() throws MalformedException {
        int count = count("digests", DIGEST_BYTES, Integer.MAX_VALUE);
        List<Digest> read = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hold(DIGEST_WEIGHT);
            read.add(Digest.sha256(HexFormat.of().formatHex(body, at, at + DIGEST_BYTES)));
            at += DIGEST_BYTES;
        }
        return read;
    }

    /** A few bytes here can be many there: what is built of them is counted before it is. */
    private void hold(long weight) throws MalformedException {
        held += weight;
        if (held > MOST_TIMES * (long) body.length + ANYHOW) {
            throw new MalformedException("the catalogue takes far more memory than its bytes");
        }
    }

    private KnownBuild build() throws MalformedException {
        hold(BUILD_WEIGHT);
        Platform named = Platform.parse(string());
        Platform platform = new Platform(named.os(), named.architecture(), named.variant(), optionalString());
        List<Digest> layers = digestList(count("layers", 1, KnownBuild.MAX_LAYERS));
        List<Digest> diffIds = choice(2) == 0 ? List.of() : digestList(layers.size());
        long size = number();
        int tier = choice(Tier.values().length + 1);
        Facts facts = facts();
        Digest index = optionalDigest();
        Digest manifest = optionalDigest();
        Instant created = choice(2) == 0 ? null : time();
        String parent = optionalString();
        int count = count("names", 2, KnownBuild.MAX_NAMES);
        names += count;
        if (names > MAX_NAMES) {
            throw new MalformedException("there are more names than a catalogue may have");
        }
        hold((long) NAME_WEIGHT * count);
        List<KnownBuild.Name> its = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            its.add(new KnownBuild.Name(ImageReference.parse(string()), time()));
        }
        return new KnownBuild(
                its,
                platform,
                layers,
                diffIds,
                size,
                tier == 0 ? null : Tier.values()[tier - 1],
                facts,
                index,
                manifest,
                created,
                parent == null ? null : ImageReference.parse(parent));
    }

    private Facts facts() throws MalformedException {
        String distribution = optionalString();
        String release = optionalString();
        String codename = optionalString();
        int libc = choice(Libc.values().length + 1);
        Boolean shell = maybe();
        String packageManager = optionalString();
        Boolean buildTools = maybe();
        String runtime = optionalString();
        return new Facts(
                distribution,
                release,
                codename,
                libc == 0 ? null : Libc.values()[libc - 1],
                shell,
                packageManager,
                buildTools,
                runtime);
    }

    private List<Digest> digestList(int count) throws MalformedException {
        chainEntries += count;
        if (chainEntries > MAX_CHAIN_ENTRIES) {
            throw new MalformedException("there are more layers than a catalogue may have");
        }
        hold((long) ENTRY_WEIGHT * count);
        List<Digest> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(of(digests, number()));
        }
        return list;
    }

    private String string() throws MalformedException {
        return of(strings, number());
    }

    private @Nullable String optionalString() throws MalformedException {
        long number = number();
        return number == 0 ? null : of(strings, number - 1);
    }

    private @Nullable Digest optionalDigest() throws MalformedException {
        long number = number();
        return number == 0 ? null : of(digests, number - 1);
    }

    private static <T> T of(List<T> table, long number) throws MalformedException {
        if (number < 0 || number >= table.size()) {
            throw new MalformedException("an entry of a table is named that is not there");
        }
        return table.get((int) number);
    }

    private @Nullable Boolean maybe() throws MalformedException {
        return switch (choice(3)) {
            case 0 -> null;
            case 1 -> false;
            default -> true;
        };
    }

    private int choice(int of) throws MalformedException {
        long number = number();
        if (number < 0 || number >= of) {
            throw new MalformedException("a value is named that is not known");
        }
        return (int) number;
    }

    private Instant time() throws MalformedException {
        long zigzag = number();
        long seconds = zigzag >>> 1 ^ -(zigzag & 1);
        if (seconds < 0 || seconds >= LAST_SECOND) {
            throw new MalformedException("a time is before 1970 or after 9999");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** A count of things that have at least so many bytes each. */
    private int count(String what, int bytesEach, int most) throws MalformedException {
        long count = number();
        if (count < 0 || count > most || count > (body.length - at) / bytesEach) {
            throw new MalformedException("more " + what + " are announced than there can be");
        }
        return (int) count;
    }

    private long number() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= body.length) {
                throw new MalformedException("the catalogue is cut short");
            }
            byte next = body[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException("a number is longer than 64 bits");
    }
}
