package dev.plinth.registry.auth;

import dev.plinth.codec.Json;
import dev.plinth.data.Node;
import dev.plinth.image.MalformedException;
import dev.plinth.review.credentials.Credential;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that keeps credentials, as Docker runs it: {@code docker-credential-NAME get}, the server on standard input, a JSON
 * document back. Bounded in time and output; what it prints elsewhere is not looked at.
 */
final class CredentialHelper {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 64 * 1024;
    private static final String TOKEN_USER = "<token>";

    private final String name;

    /** @param name what stands after {@code docker-credential-} */
    CredentialHelper(String name) {
        this.name = name;
    }

    /** What it has for a server; empty if nothing, or if it cannot be run. */
    Optional<Credential> get(String server) {
        boolean plain = !name.isEmpty()
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
        if (!plain) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder("docker-credential-" + name, "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return answer(process, server);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | MalformedException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Credential> answer(Process process, String server)
            throws IOException, MalformedException, InterruptedException {
        // Whatever it does with its streams, after the time it is ended, and reading ends with it.
        process.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, failure) -> {
            if (failure != null) {
                process.destroyForcibly();
            }
        });
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(StandardCharsets.UTF_8));
        }
        byte[] output = process.getInputStream().readNBytes(MAX_OUTPUT);
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            return Optional.empty();
        }
        Node document = new Json().json(output);
        String user = document.text("Username").orElse("");
        String origin = "credential helper " + name;
        return document.text("Secret")
                .filter(secret -> !secret.isEmpty())
                .map(secret -> user.equals(TOKEN_USER)
                        ? new Credential(Credential.Kind.IDENTITY_TOKEN, "", secret, origin)
                        : Credential.basic(user, secret, origin));
    }
}
