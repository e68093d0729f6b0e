package dev.plinth.registry.layout;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.Digest;
import dev.plinth.review.source.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The files of one layout. No link leads out of its directory, and no file is read beyond its limit. */
final class LayoutFiles {

    private final Path root;
    private final String name;

    private LayoutFiles(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    static LayoutFiles in(Path directory) throws UnavailableException {
        String name = "oci-layout:" + directory;
        try {
            return new LayoutFiles(directory.toRealPath(), name);
        } catch (IOException _) {
            throw failure(Reason.NOT_FOUND, name, "is no directory");
        }
    }

    String name() {
        return name;
    }

    byte[] read(String path, long limit) throws UnavailableException {
        try (InputStream in = open(path)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
            if (bytes.length > limit) {
                throw failure(Reason.TOO_LARGE, name, path + " has more than " + limit + " bytes");
            }
            return bytes;
        } catch (IOException _) {
            throw failure(Reason.UNREACHABLE, name, path + " cannot be read");
        }
    }

    byte[] blob(Digest digest, long limit) throws UnavailableException {
        byte[] bytes = read(pathOf(digest), limit);
        if (!hash(digest.algorithm(), bytes).equals(digest.hex())) {
            throw failure(Reason.MALFORMED, name, "a blob is not what its digest says");
        }
        return bytes;
    }

    InputStream stream(Digest digest) throws UnavailableException {
        return open(pathOf(digest));
    }

    private static String pathOf(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    private InputStream open(String path) throws UnavailableException {
        try {
            Path file = root.resolve(path).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                throw failure(Reason.FORBIDDEN_REGISTRY, name, path + " leads out of the layout");
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException _) {
            throw failure(Reason.NOT_FOUND, name, path + " is not there");
        } catch (IOException _) {
            throw failure(Reason.UNREACHABLE, name, path + " cannot be read");
        }
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    static UnavailableException failure(Reason reason, String name, String detail) {
        return new UnavailableException(Unavailable.of(reason, name, detail));
    }
}
