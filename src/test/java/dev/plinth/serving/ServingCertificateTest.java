package dev.plinth.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.certificates.Authority;
import dev.plinth.certificates.KeyedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingCertificateTest {

    private static final Instant NOW = Instant.now();
    private static final KeyedCertificate AUTHORITY = Authority.create(NOW);

    @TempDir
    Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Instant now = NOW;

    private ServingCertificate serving() {
        return new ServingCertificate(directory, () -> now, new ServingCertificate.Listener() {
            @Override
            public void accepted(KeyedCertificate certificate) {
                told.add("accepted");
            }

            @Override
            public void refused(String why, boolean nothingServed) {
                told.add("refused " + nothingServed + ": " + why);
            }
        });
    }

    @Test
    void goodPairIsServedAndToldOfOnce() throws Exception {
        KeyedCertificate good = Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW);
        ServingCertificate serving = serving();

        serving.take(good.chainPem(), good.keyPem());
        serving.take(good.chainPem(), good.keyPem());

        assertThat(told).containsExactly("accepted");
        assertThat(serving.served()).contains(good);
    }

    @Test
    void brokenNewPairKeepsTheOldOneAndSaysSoOnce() throws Exception {
        KeyedCertificate good = Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW);
        KeyedCertificate other = Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW);
        KeyedCertificate expired = Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW.minus(Duration.ofDays(400)));
        ServingCertificate serving = serving();
        serving.take(good);

        serving.take(other.chainPem(), good.keyPem());
        serving.take(other.chainPem(), good.keyPem());
        serving.take(expired);

        assertThat(told).hasSize(3).startsWith("accepted", "refused false: the key is not the certificate's");
        assertThat(told.getLast()).contains("has expired");
        assertThat(serving.served()).contains(good);
        assertThat(serving.complaint()).isPresent();
        serving.take(other);
        assertThat(serving.complaint()).isEmpty();
        assertThat(serving.served()).contains(other);
    }

    @Test
    void filesOfACertificateThatIsNotYetValidAreTakenOnceItIs() throws Exception {
        KeyedCertificate next = Authority.issue(AUTHORITY, List.of("a.b.svc"), NOW.plus(Duration.ofDays(1)));
        Path chain = Files.writeString(directory.resolve("chain"), next.chainPem());
        Path key = Files.writeString(directory.resolve("key"), next.keyPem());
        ServingCertificate serving = serving();
        try (FileWatch _ = new FileWatch(
                        Map.of("chain", chain, "key", key),
                        texts -> serving.take(texts.getOrDefault("chain", ""), texts.getOrDefault("key", "")),
                        (_, why) -> told.add(why))
                .start()) {
            assertThat(told).singleElement().asString().contains("valid only from");

            now = NOW.plus(Duration.ofDays(1));
            await(told, 2);
        }

        assertThat(told).hasSize(2).endsWith("accepted");
        assertThat(serving.served()).contains(next);
    }

    @Test
    void filesAreFollowedAsTheyAreSwapped() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "one");
        List<String> heard = new CopyOnWriteArrayList<>();
        try (FileWatch _ = new FileWatch(
                        Map.of("key", file),
                        texts -> heard.add(texts.get("key")),
                        (_, why) -> heard.add("(" + why + ")"))
                .start()) {
            assertThat(heard).containsExactly("one");
            Path next = Files.writeString(directory.resolve("next"), "two");
            Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await(heard, 2);
            Files.delete(file);
            await(heard, 3);
            Files.writeString(file, "two");
            await(heard, 4);
        }
        assertThat(heard).containsExactly("one", "two", "(does not exist)", "two");
    }

    private static void await(List<String> heard, int size) throws InterruptedException {
        for (int i = 0; i < 400 && heard.size() < size; i++) {
            Thread.sleep(50);
        }
    }

    @Test
    void temporaryCertificateIsForThisMachine() throws Exception {
        Path prepared = ServingCertificate.prepare(InstantSource.system());

        KeyedCertificate made = ServingCertificate.temporary(prepared);

        assertThat(made.dnsNames()).containsExactly("localhost");
        assertThat(Files.getPosixFilePermissions(prepared)).hasSize(3);
    }
}
