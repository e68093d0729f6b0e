package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassCacheTest {

    /** Prints what the JVM that it runs in says. */
    static final class Teller {
        private Teller() {}

        public static void main(String... args) {
            System.out.println(ClassCache.configured().orElse("none") + " "
                    + ClassCache.used().map(String::valueOf).orElse("untold"));
        }
    }

    @Test
    void classesFromTheJdksOwnArchiveCountAsACacheInUse() throws Exception {
        assertThat(toldBy("-Xshare:auto")).isEqualTo("none true");
    }

    @Test
    void aCacheThatCannotBeReadIsConfiguredAndNotUsed() throws Exception {
        assertThat(toldBy("-XX:AOTCache=/no/such.aot")).endsWith("/no/such.aot false");
    }

    @Test
    void withoutAnyArchiveNothingIsUsed() throws Exception {
        assertThat(toldBy("-Xshare:off")).isEqualTo("none false");
    }

    private static String toldBy(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-Xlog:disable", "-cp", System.getProperty("java.class.path"), Teller.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
