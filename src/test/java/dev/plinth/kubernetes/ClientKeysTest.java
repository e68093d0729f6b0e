package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aKeyThatNamesItsAlgorithmInsideAloneIsNamedByIt(String algorithm) throws Exception {
        Config config = withKey(pem("PRIVATE KEY", algorithm));
        ClientKeys.name(config);
        assertThat(config.getClientKeyAlgo()).isEqualTo(algorithm);
    }

    @Test
    void aKeyInAFileIsLookedAtToo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), pem("PRIVATE KEY", "EC"));
        Config config = new ConfigBuilder(Config.empty())
                .withClientKeyFile(file.toString())
                .build();
        ClientKeys.name(config);
        assertThat(config.getClientKeyAlgo()).isEqualTo("EC");
    }

    @ParameterizedTest
    @CsvSource({"RSA PRIVATE KEY,RSA", "EC PRIVATE KEY,EC"})
    void whatTheFirstLineSaysIsLeftToTheLibrary(String label, String algorithm) throws Exception {
        Config config = withKey(pem(label, algorithm));
        String before = config.getClientKeyAlgo();
        ClientKeys.name(config);
        assertThat(config.getClientKeyAlgo()).isEqualTo(before);
    }

    @Test
    void aConfigurationWithoutAKeyStaysAsItIs() throws Exception {
        Config config = Config.empty();
        String before = config.getClientKeyAlgo();
        ClientKeys.name(config);
        assertThat(config.getClientKeyAlgo()).isEqualTo(before);
    }

    @Test
    void aKeyOfAnotherKindIsRefusedInWords() throws Exception {
        Config config = withKey(pem("PRIVATE KEY", "Ed25519"));
        assertThatThrownBy(() -> ClientKeys.name(config))
                .isInstanceOf(IOException.class)
                .hasMessage("the client key of the kubeconfig is neither RSA nor EC");
    }

    @Test
    void anEncryptedKeyIsRefusedInWords() throws Exception {
        Config config = withKey(pem("ENCRYPTED PRIVATE KEY", "EC"));
        assertThatThrownBy(() -> ClientKeys.name(config))
                .isInstanceOf(IOException.class)
                .hasMessage("the client key of the kubeconfig is encrypted, which is not supported");
    }

    private static Config withKey(String pem) {
        return new ConfigBuilder(Config.empty())
                .withClientKeyData(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    private static String pem(String label, String algorithm) throws NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END " + label
                + "-----\n";
    }
}
