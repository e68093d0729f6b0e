package dev.plinth.catalogue;

import dev.plinth.base.Unavailable;
import dev.plinth.base.Unavailable.Reason;
import dev.plinth.base.catalogue.CatalogueFormat;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.MalformedException;
import dev.plinth.review.source.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** One catalogue in a file, replaced as a whole or not at all. */
record CatalogueFile(Path path) {

    /**
     * Its builds; none if there is no such file.
     *
     * @throws UnavailableException if the file is no catalogue; it is left as it is
     */
    List<KnownBuild> read() throws IOException, UnavailableException {
        try {
            return existing();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** As {@link #read}, but the file must be there. */
    List<KnownBuild> existing() throws IOException, UnavailableException {
        if (Files.size(path) > CatalogueFormat.MAX_BYTES) {
            throw refused(Reason.TOO_LARGE, "more than " + CatalogueFormat.MAX_BYTES + " bytes");
        }
        try {
            return CatalogueFormat.read(Files.readAllBytes(path));
        } catch (MalformedException e) {
            throw refused(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private UnavailableException refused(Reason reason, String detail) {
        return new UnavailableException(Unavailable.of(
                reason, null, "catalogue file " + path + ": " + detail + "; move it away to begin anew"));
    }

    void write(List<KnownBuild> builds) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(path + " is no file");
        }
        Files.createDirectories(directory);
        Path half = Files.createTempFile(directory, "catalogue", ".part");
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(CatalogueFormat.write(builds));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // A crash right after the move must find the bytes, not an empty file of the right name.
                channel.force(true);
            }
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }
}
