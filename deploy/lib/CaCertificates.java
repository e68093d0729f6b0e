import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes Java's trust store of a folder of certificates: FOLDER FILE. Debian does so when a package is installed, which in an image
 * without a shell never happens. Without a password, as the JDK's own, so that the same certificates give the same bytes.
 */
final class CaCertificates {

    private CaCertificates() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
            files = all.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                store.setCertificateEntry(
                        "debian:" + file.getFileName(), CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
        }
        if (store.size() == 0) {
            throw new IllegalStateException("no certificates in " + args[0]);
        }
        try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
            store.store(out, null);
        }
    }
}
