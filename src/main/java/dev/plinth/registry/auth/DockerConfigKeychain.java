package dev.plinth.registry.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.DockerConfig;
import dev.plinth.review.credentials.Keychain;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Requester;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of the person who runs the program: the Docker configuration file, with the helper programs that it names, and
 * the file of Podman and its kin. For the command line; a file that is not there is no fault.
 */
public final class DockerConfigKeychain implements Keychain {

    private final List<ConfigFile> files;
    private final Cache<String, Optional<Credential>> helped = Caffeine.newBuilder()
            .maximumSize(200)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    /** @param files in order; all that exist count */
    public DockerConfigKeychain(List<Path> files) {
        this.files = files.stream().map(ConfigFile::new).toList();
    }

    /** Where other tools keep them. */
    public static List<Path> usual(Map<String, String> environment, Path home) {
        List<Path> files = new ArrayList<>();
        String podman = environment.get("REGISTRY_AUTH_FILE");
        if (podman != null && !podman.isEmpty()) {
            files.add(Path.of(podman));
        }
        String docker = environment.get("DOCKER_CONFIG");
        files.add(
                docker == null || docker.isEmpty()
                        ? home.resolve(".docker/config.json")
                        : Path.of(docker).resolve("config.json"));
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null && !runtime.isEmpty()) {
            files.add(Path.of(runtime).resolve("containers/auth.json"));
        }
        return List.copyOf(files);
    }

    @Override
    public PullCredentials find(Requester requester, ImageReference repository) {
        List<Credential> found = new ArrayList<>();
        for (ConfigFile file : files) {
            DockerConfig config = file.content().config();
            helper(config, repository).ifPresent(found::add);
            found.addAll(config.matching(repository));
        }
        return new PullCredentials(found.stream().distinct().toList(), List.of());
    }

    /** As Docker chooses: the host's own helper, else the store for all hosts. */
    private Optional<Credential> helper(DockerConfig config, ImageReference repository) {
        String server = DockerConfig.serverOf(repository);
        String name = config.credHelpers().getOrDefault(repository.registry(), "");
        if (name.isEmpty()) {
            name = config.credHelpers().getOrDefault(server, config.credsStore());
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String helper = name;
        return helped.get(helper + " " + server, _ -> new CredentialHelper(helper).get(server));
    }
}
