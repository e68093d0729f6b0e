package dev.plinth.serving;

import dev.plinth.certificates.Authority;
import dev.plinth.certificates.BadCertificateException;
import dev.plinth.certificates.KeyedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the server has: files in a directory of the program's own, which the server reads again when it is told so. Only
 * pairs that can be served get there; whatever else comes leaves the present one in place.
 */
public final class ServingCertificate implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServingCertificate.class);

    public static final String CHAIN = "tls.crt";
    public static final String KEY = "tls.key";

    /** By which a client may check a temporary certificate. */
    public static final String AUTHORITY = "ca.crt";

    private final Path directory;
    private final InstantSource clock;
    private final Listener listener;

    private volatile @Nullable KeyedCertificate served;
    private volatile @Nullable String complaint;

    public ServingCertificate(Path directory, InstantSource clock, Listener listener) {
        this.directory = directory;
        this.clock = clock;
        this.listener = listener;
    }

    /** Hears of certificates. Must not throw. */
    public interface Listener {

        /** This one lies in the directory now: the server is to read it again. */
        void accepted(KeyedCertificate certificate);

        /** One came that cannot be served. */
        void refused(String why, boolean nothingServed);
    }

    /**
     * Makes the directory with a certificate for this machine alone, so that the server can start before the real one is known.
     */
    public static Path prepare(InstantSource clock) {
        try {
            Path directory = Files.createTempDirectory("plinth-tls-");
            KeyedCertificate authority = Authority.create(clock.instant());
            KeyedCertificate certificate = Authority.issue(authority, List.of("localhost"), clock.instant());
            Files.writeString(directory.resolve(AUTHORITY), authority.chainPem());
            write(directory, certificate);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate needs a directory for temporary files", e);
        }
    }

    /** Takes the keys away from where the server has read them. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.debug("The directory of the certificate is left", e);
        }
    }

    private static void write(Path directory, KeyedCertificate certificate) throws IOException {
        replace(directory.resolve(KEY), certificate.keyPem());
        replace(directory.resolve(CHAIN), certificate.chainPem());
    }

    private static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, text.getBytes(StandardCharsets.US_ASCII));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes what {@link #prepare} made as the one to serve. */
    public void serveTemporary() {
        try {
            take(
                    Files.readString(directory.resolve(CHAIN), StandardCharsets.US_ASCII),
                    Files.readString(directory.resolve(KEY), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary certificate is gone", e);
        }
    }

    /** Takes a chain and a key (PEM), if they can be served. */
    public synchronized void take(String chain, String key) {
        try {
            take(KeyedCertificate.parse(chain, key));
        } catch (BadCertificateException e) {
            refuse(String.valueOf(e.getMessage()));
        }
    }

    /** Takes a certificate, if it can be served. */
    public synchronized void take(KeyedCertificate certificate) {
        KeyedCertificate before = served;
        if (before != null && before.chain().equals(certificate.chain())) {
            complaint = null;
            return;
        }
        try {
            certificate.checkValidAt(clock.instant());
            write(directory, certificate);
        } catch (BadCertificateException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        } catch (IOException e) {
            refuse("it cannot be written: " + e.getMessage());
            return;
        }
        served = certificate;
        complaint = null;
        listener.accepted(certificate);
    }

    /** Says that what came cannot be served. */
    public synchronized void refuse(String why) {
        if (why.equals(complaint)) {
            return;
        }
        complaint = why;
        listener.refused(why, served == null);
    }

    /** The one that is served; empty before the first. */
    public Optional<KeyedCertificate> served() {
        return Optional.ofNullable(served);
    }

    /** Why what came last is not served; empty if it is. */
    public Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }
}
